import { promotion } from '../../actions/promotion/contract.ts';
import type { Service } from '../../domain/service.ts';
import type { Tier } from '../../domain/tier.ts';
import type { Expression } from '../language/expression.ts';
import { differs } from '../language/operator.ts';
import { run, type Step } from '../language/step.ts';
import { refuseWith } from './foreign-text.ts';
import type { Material } from './material.ts';

/** A release of a service that is to be promoted. */
export interface Promoted {
  readonly service: Service;
  readonly release: Expression<string, 'needs' | 'inputs'>;
}

/** Asks for the evidence, and a step that fails without it. Rollouts repeat this: a job's output is a hint from before a wait that
 *  may have taken days. */
export function proofSteps({ own }: Material, before: Tier, { service, release }: Promoted) {
  const look = own(promotion, {
    name: `Ask for the evidence of ${before.name}`,
    with: { service: service.name, from: before.name, release },
  });
  const refuse: Step = run({
    name: 'Refuse a release without evidence',
    if: differs(look.outputs.adopted, 'true'),
    env: { SENTENCE: look.outputs.sentence },
    run: refuseWith('SENTENCE'),
  });
  return [look, refuse] as const;
}

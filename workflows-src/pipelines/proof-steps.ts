import { promotion } from '../../actions/promotion/contract.ts';
import type { Service } from '../../domain/service.ts';
import type { Tier } from '../../domain/tier.ts';
import type { Expression } from '../language/expression.ts';
import type { UsesStep } from '../language/step.ts';
import { evidencePlace, workflowLines } from './evidence-place.ts';
import { expectedInputs } from './expected-inputs.ts';
import type { Material } from './material.ts';
import { buildingWorkflows } from './provenance-inputs.ts';

/** Where the proof of a promotion comes from. */
export interface ProofSource {
  /** The tier that is promoted into. */
  readonly tier: Tier;
  /** The tier that must have proven it; `undefined` where none comes before. */
  readonly before: Tier | undefined;
  readonly commit: Expression<string, 'inputs' | 'github'>;
}

/** Finds the release of the commit, and fails unless it may go up; `tell` is content with one that the tier before can still prove. A
 *  rollout repeats this with what was `expected`: a job's output is a hint from before a wait that may have taken days. */
export const proofStep = (
  material: Material,
  { tier, before, commit }: ProofSource,
  service: Service,
  how: { readonly otherwise: 'tell' | 'refuse'; readonly expected?: Expression<string, 'needs'> },
): UsesStep<keyof typeof promotion.outputs> => {
  const { delivery, lot, own } = material;
  return own(promotion, {
    name: before === undefined ? 'Find the release' : `Ask for the evidence of ${before.name}`,
    with: {
      ...expectedInputs(delivery, tier, service),
      commit,
      namespace: tier.namespace,
      ...(before === undefined
        ? {}
        : {
            from: before.name,
            evidence: evidencePlace(delivery, before),
            workflows: workflowLines(delivery, before, lot),
          }),
      ...(how.expected === undefined ? {} : { expected: how.expected }),
      // Of what any branch may build, any branch may have formed the release.
      ...(tier.trust === 'protected' ? { 'formed-by': buildingWorkflows(material) } : {}),
      otherwise: how.otherwise,
    },
  });
};

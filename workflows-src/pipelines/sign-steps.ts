import { signature } from '../../actions/signature/contract.ts';
import { PREDICATE_TYPE } from '../../domain/evidence/statement.ts';
import { toSignFiles, toSignWord } from '../../domain/evidence/to-sign.ts';
import { evidenceHome } from '../../domain/evidence-home.ts';
import type { Service } from '../../domain/service.ts';
import type { Tier } from '../../domain/tier.ts';
import { action } from '../language/action-step.ts';
import { TEMPORARY } from '../language/contexts.ts';
import { type Expression, orEmpty } from '../language/expression.ts';
import { contains } from '../language/functions.ts';
import type { Step } from '../language/step.ts';
import { template } from '../language/template.ts';
import { evidencePlace } from './evidence-place.ts';
import { expectedInputs } from './expected-inputs.ts';
import type { Material } from './material.ts';

/** A service, and the release of which something may have been proven. */
export interface Provable {
  readonly service: Service;
  readonly release: Expression<string, 'needs' | 'steps'>;
}

/** Has GitHub sign what the job has just proven, and keeps that; nothing where evidence counts without. Who signs is the workflow, by the
 *  token of the job: a statement names this run, and none but this run can have it signed so.
 *  @param toSign the output of the step that proves */
export const signSteps = (
  { delivery, own }: Material,
  tier: Tier,
  proven: readonly Provable[],
  toSign: Expression<string, 'steps'>,
): readonly Step[] =>
  evidenceHome(delivery) !== 'signed'
    ? []
    : proven.flatMap(({ service, release }) => {
        const files = toSignFiles(service.name);
        const isToSign = contains(toSign, toSignWord(service.name));
        const attest = action('actions/attest', {
          name: `Sign what is proven of ${service.name}`,
          if: isToSign,
          with: {
            'subject-checksums': template([TEMPORARY, `/${files.subject}`]),
            'predicate-type': PREDICATE_TYPE,
            'predicate-path': template([TEMPORARY, `/${files.predicate}`]),
          },
        });
        const keep = own(signature, {
          name: `Keep the signature of ${service.name}`,
          if: isToSign,
          with: {
            ...expectedInputs(delivery, tier, service),
            release: orEmpty(release),
            evidence: evidencePlace(delivery, tier),
            bundle: attest.outputs['bundle-path'],
          },
        });
        return [attest, keep];
      });

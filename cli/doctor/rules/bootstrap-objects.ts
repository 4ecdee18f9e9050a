import type { Tier } from '../../../domain/tier.ts';
import { tierBootstrap } from '../../../manifests-src/bootstrap/tier-bootstrap.ts';
import type { ManifestObject } from '../../../manifests-src/object.ts';
import { contextsOf } from '../clusters.ts';
import { applyBootstrap } from '../commands-that-mend.ts';
import { type LineId, lineOfTier } from '../lines.ts';
import type { DoctorRule } from '../rule.ts';

/** What an administrator applies once: a rollout is refused where it is missing. */
export const bootstrapObjects: DoctorRule = {
  id: 'bootstrap-objects',
  checks: (wanted) =>
    wanted.delivery.tiers.flatMap((tier) =>
      contextsOf(wanted, tier).flatMap((context) =>
        tierBootstrap(tier, wanted.delivery).map(({ kind, metadata: { name = '', namespace } }) => ({
          lines: linesOf(tier, kind),
          about: `the ${kind} ${name} of ${tier.name}`,
          question: { program: 'kubectl' as const, context, kind, name, namespace },
          judge: (value: unknown) =>
            value !== undefined
              ? []
              : [
                  {
                    sentence: `There is no ${kind} ${name}${namespace === undefined ? '' : ` in the namespace ${namespace}`} of ${context}.`,
                    command: applyBootstrap(wanted, context),
                  },
                ],
        })),
      ),
    ),
};

const linesOf = (tier: Tier, kind: ManifestObject['kind']): readonly LineId[] =>
  kind === 'NetworkPolicy' ? [lineOfTier(tier), 'network-policy'] : [lineOfTier(tier)];

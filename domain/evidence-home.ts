import type { Delivery } from './delivery.ts';
import type { Problem } from './problem.ts';
import type { Part } from './rules/claim.ts';
import type { Tier } from './tier.ts';
import { clusterKey, targetsOf } from './waves.ts';

/** Where tiers say what they have proven: each in a repository of the registry that it alone writes, or each in its own namespace. */
export type EvidenceHome = 'registry' | 'cluster';

export const evidenceHome = ({ evidence = 'registry' }: Pick<Delivery, 'evidence'>): EvidenceHome => evidence;

/** In the cluster a tier's evidence is read by the tier after with its own access: both have to be in one. Where they are not, nothing
 *  that a delivery knows could say it: the registry has to. */
export const evidenceHomeProblems = (
  { evidence, cluster }: Pick<Delivery, 'evidence' | 'cluster'>,
  tiers: readonly Part<Tier>[],
): readonly Problem[] =>
  evidence !== 'cluster'
    ? []
    : tiers.flatMap(({ at, value: { name, clusters } }) => {
        const targets = targetsOf(cluster, clusters);
        if (targets.kind === 'one' && clusterKey(targets.cluster) === clusterKey(cluster)) return [];
        return [
          {
            field: `${at}.clusters`,
            value: (targets.kind === 'one' ? [targets.cluster] : targets.waves.order.flat()).map(clusterKey),
            message: `Evidence is to lie in the cluster, and "${name}" does not run in that of the delivery: the tier after it could not read it there. Say evidence: 'registry'.`,
          },
        ];
      });

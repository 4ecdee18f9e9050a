import { assertNever } from './brand.ts';
import type { Delivery } from './delivery.ts';
import type { Problem } from './problem.ts';
import type { Part } from './rules/claim.ts';
import type { Tier } from './tier.ts';
import { clusterKey, clustersOf } from './waves.ts';

/** Where tiers say what they have proven: each in a repository of the registry that it alone writes, or each in its own namespace; or in
 *  the registry, and a yes counts only if GitHub has signed for the run that says it. */
export type EvidenceHome = 'registry' | 'cluster' | 'signed';

export const evidenceHome = ({ evidence = 'registry' }: Pick<Delivery, 'evidence'>): EvidenceHome => evidence;

/** What is wrong with where evidence is to be. */
export const evidenceHomeProblems = (
  delivery: Pick<Delivery, 'evidence' | 'cluster' | 'repository'>,
  tiers: readonly Part<Tier>[],
): readonly Problem[] => {
  const home = evidenceHome(delivery);
  switch (home) {
    case 'registry':
      return [];
    case 'cluster':
      return elsewhere(delivery, tiers);
    case 'signed':
      return delivery.repository === undefined
        ? [
            {
              field: 'evidence',
              value: home,
              message: 'A signature is that of a repository and its owner, by number. Say `repository: github({ … })`.',
            },
          ]
        : [];
    default:
      return assertNever(home);
  }
};

/** In the cluster a tier's evidence is read by the tier after with its own access: both have to be in one. Where they are not, nothing
 *  that a delivery knows could say it: the registry has to. */
const elsewhere = ({ cluster }: Pick<Delivery, 'cluster'>, tiers: readonly Part<Tier>[]): readonly Problem[] =>
  tiers.flatMap(({ at, value: { name, clusters } }) => {
    const own = clustersOf(cluster, clusters).map(clusterKey);
    if (own.length === 1 && own[0] === clusterKey(cluster)) return [];
    return [
      {
        field: `${at}.clusters`,
        value: own,
        message: `Evidence is to lie in the cluster, and "${name}" does not run in that of the delivery: the tier after it could not read it there. Say evidence: 'registry'.`,
      },
    ];
  });

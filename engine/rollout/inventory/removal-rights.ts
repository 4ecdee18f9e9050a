import type { Cluster, KubernetesObject } from '../cluster.ts';
import { groupOf } from '../known-kinds.ts';
import { listRights, missingRights, missingSentences } from '../preflight/access-review.ts';
import { type Findings, NOTHING_FOUND } from '../preflight/references.ts';
import type { Right } from '../preflight/rights.ts';

/** Whether we may delete these objects when their time comes. Data is never deleted, so nobody needs the right to.
 *  @param need `must`: it was asked for. `helps`: a failed rollout would leave them, and say so. */
export async function removalFindings(
  cluster: Cluster,
  objects: readonly KubernetesObject[],
  namespace: string,
  need: Right['need'],
): Promise<Findings> {
  const kinds = new Map(
    objects
      .filter(({ kind }) => kind !== 'PersistentVolumeClaim')
      .map(({ apiVersion, kind }) => [`${apiVersion}/${kind}`, { apiVersion, kind }]),
  );
  if (kinds.size === 0) return NOTHING_FOUND;
  const rights = await Promise.all(
    [...kinds.values()].map(async ({ apiVersion, kind }): Promise<readonly Right[]> => {
      const resource = await cluster.resourceOf(apiVersion, kind);
      return resource === undefined
        ? []
        : [{ verb: 'delete', group: groupOf(apiVersion), resource: resource.plural, need }];
    }),
  );
  const { missing } = await missingRights(cluster, await listRights(cluster, namespace), rights.flat(), namespace);
  const sentences = missingSentences(missing, namespace);
  return need === 'must'
    ? {
        refusals: sentences.map((sentence) => `${sentence} Or roll out without --prune, in the action prune: false.`),
        notes: [],
      }
    : {
        refusals: [],
        notes: sentences.map(
          (sentence) =>
            `${sentence} Without it the rollout goes on, and what only this release brings stays where it fails.`,
        ),
      };
}

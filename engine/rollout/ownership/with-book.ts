import type { Cluster, KubernetesObject } from '../cluster.ts';
import { ownershipsOf } from './field-managers.ts';

/** The object with its `managedFields`. One that is older than these, or whose book somebody has wiped, gets them from the server when it
 *  is applied for the first time, all in the name of `before-first-apply`; here before that, by a dry run that says nothing.
 *  @see https://kubernetes.io/docs/reference/using-api/server-side-apply/#clearing-managedfields */
export async function withBook(cluster: Pick<Cluster, 'apply'>, live: KubernetesObject): Promise<KubernetesObject> {
  if (ownershipsOf(live).length > 0) return live;
  const { apiVersion, kind, metadata } = live;
  const { name, namespace, resourceVersion } = metadata;
  const nothing = {
    apiVersion,
    kind,
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      ...(resourceVersion === undefined ? {} : { resourceVersion }),
    },
  };
  const { object } = await cluster.apply(nothing, { dryRun: true });
  return { ...live, metadata: { ...live.metadata, managedFields: object.metadata['managedFields'] } };
}

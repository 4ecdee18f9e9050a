import type { KubernetesObject } from '../cluster.ts';
import type { Manifests } from '../manifests.ts';
import { bearsMark, isWorkload } from '../workload.ts';

/** On every object: the service that wrote it last. Two services of a namespace write as one manager, and an object that moves from
 *  one to the other must not be deleted by the one it left.
 *  @see https://github.com/kubernetes-sigs/cli-utils/blob/master/pkg/inventory/policy.go (`owning-inventory` does the same) */
export const SERVICE = 'sluice.dev/service';

export const withService = <Some extends KubernetesObject>(object: Some, service: string): Some => ({
  ...object,
  metadata: { ...object.metadata, annotations: { ...object.metadata.annotations, [SERVICE]: service } },
});

export const serviceOf = ({ metadata }: KubernetesObject): string | undefined => metadata.annotations?.[SERVICE];

/** The same manifests, each object with its service. Keys of states are made without it. */
export function ownedManifests(manifests: Manifests, service: string): Manifests {
  const marked = manifests.objects.map((object) => withService(object, service));
  return { ...manifests, objects: marked, workloads: marked.filter(isWorkload), bearers: marked.filter(bearsMark) };
}

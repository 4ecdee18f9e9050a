import type { KubernetesObject } from '../../../../../engine/rollout/cluster.ts';
import type { ClusterRoom } from '../cluster-room.ts';

/** Kinds that people write; what controllers and Sluice itself keep is left out. */
const KINDS = ['Deployment', 'Service', 'ConfigMap', 'PodDisruptionBudget'] as const;
const KEPT_BY_SLUICE = /^sluice-/;
/** Written by controllers, by Sluice, or by who restarts: they say nothing of a release. */
const NOTES = /^(deployment\.kubernetes\.io\/|sluice\.dev\/|kubectl\.kubernetes\.io\/)/;

/** What people would see of a namespace, by "Kind/name". */
export type Picture = ReadonlyMap<string, KubernetesObject>;

export const pictureOf = (room: ClusterRoom): Picture =>
  new Map(
    KINDS.flatMap((kind) => room.objects(kind))
      .filter(({ metadata }) => !KEPT_BY_SLUICE.test(metadata.name))
      .map((object) => [idOf(object), plain(object)]),
  );

export const idOf = ({ kind, metadata }: KubernetesObject): string => `${kind}/${metadata.name}`;

function plain(object: KubernetesObject): KubernetesObject {
  const { metadata, status: _, ...rest } = object as KubernetesObject & { readonly status?: unknown };
  const { name, labels, annotations } = metadata;
  return {
    ...rest,
    metadata: { name, ...(labels && { labels }), annotations: withoutNotes(annotations) },
  } as KubernetesObject;
}

const withoutNotes = (annotations: Readonly<Record<string, string>> = {}) =>
  Object.fromEntries(Object.entries(annotations).filter(([key]) => !NOTES.test(key)));

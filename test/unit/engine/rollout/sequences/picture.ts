import type { KubernetesObject } from '../../../../../engine/rollout/cluster.ts';
import { COLOUR, HASH } from '../../../../../engine/rollout/copy-labels.ts';
import { replicasOf, selectorOf } from '../../../../../engine/rollout/exposed-workload.ts';
import type { ClusterRoom } from '../cluster-room.ts';

/** Kinds that people write; what controllers and Sluice itself keep is left out. */
const KINDS = ['Deployment', 'Service', 'ConfigMap', 'Secret', 'PodDisruptionBudget'] as const;
const KEPT_BY_SLUICE = /^sluice-/;
/** Written by controllers, by Sluice, or by who restarts: they say nothing of a release. */
const NOTES = /^(deployment\.kubernetes\.io\/|sluice\.dev\/|kubectl\.kubernetes\.io\/)/;

/** What people would see of a namespace, by "Kind/name". */
export type Picture = ReadonlyMap<string, KubernetesObject>;

/** However it was rolled out: the copy that has the traffic is seen as the workload, and a copy without pods is not seen. */
export const pictureOf = (room: ClusterRoom): Picture => {
  const live = liveName(room);
  return new Map(
    KINDS.flatMap((kind) => room.objects(kind))
      .filter(({ metadata }) => !KEPT_BY_SLUICE.test(metadata.name))
      .filter((object) => !isOfStrategy(object, live))
      .map((object) => plain(object, live))
      .map((object) => [idOf(object), object]),
  );
};

export const idOf = ({ kind, metadata }: KubernetesObject): string => `${kind}/${metadata.name}`;

/** The Deployment that the Service leads to. */
export function liveName(room: ClusterRoom): string {
  const colour = selectorOf(room.object('Service', 'api'))[COLOUR];
  if (colour !== undefined) return `api-${colour}`;
  const names = ['api', 'api-blue', 'api-green'];
  return names.find((name) => (replicasOf(room.object('Deployment', name)) ?? 0) > 0) ?? 'api';
}

/** What a strategy keeps beside the workload, where nobody has anything of it. */
const isOfStrategy = (object: KubernetesObject, live: string): boolean =>
  idOf(object) === 'Service/api-preview' ||
  (object.kind === 'Deployment' &&
    /^api-(blue|green|canary)$/.test(object.metadata.name) &&
    object.metadata.name !== live &&
    replicasOf(object) === 0);

function plain(object: KubernetesObject, live: string): KubernetesObject {
  const { metadata, status: _, ...rest } = object as KubernetesObject & { readonly status?: unknown };
  const { name, labels, annotations } = metadata;
  const seen = object.kind === 'Deployment' && name === live ? 'api' : name;
  return withoutColour({
    ...rest,
    metadata: { name: seen, ...(labels && { labels }), annotations: withoutNotes(annotations) },
  }) as KubernetesObject;
}

function withoutColour(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutColour);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => key !== COLOUR && key !== HASH);
  return Object.fromEntries(kept.map(([key, each]) => [key, withoutColour(each)]));
}

const withoutNotes = (annotations: Readonly<Record<string, string>> = {}) =>
  Object.fromEntries(Object.entries(annotations).filter(([key]) => !NOTES.test(key)));

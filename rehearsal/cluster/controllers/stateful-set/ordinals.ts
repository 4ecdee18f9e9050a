import type { Pod, StatefulSet } from '../resource.ts';

export const POD_NAME = 'statefulset.kubernetes.io/pod-name';
export const POD_INDEX = 'apps.kubernetes.io/pod-index';
export const REVISION = 'controller-revision-hash';

/** https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#start-ordinal */
export const startOf = ({ spec }: Pick<StatefulSet, 'spec'>): number => spec.ordinals?.start ?? 0;

export const sizeOf = ({ spec }: Pick<StatefulSet, 'spec'>): number => spec.replicas ?? 1;

/** The number at the end of a member's name; nothing for a pod that is no member by its name. */
export const ordinalOf = (set: Pick<StatefulSet, 'metadata'>, pod: Pick<Pod, 'metadata'>): number | undefined => {
  const found = /^(.*)-([0-9]+)$/.exec(pod.metadata.name);
  return found?.[1] === set.metadata.name ? Number(found[2]) : undefined;
};

export const nameOf = ({ metadata }: Pick<StatefulSet, 'metadata'>, ordinal: number): string =>
  `${metadata.name}-${ordinal}`;

export const isInRange = (set: Pick<StatefulSet, 'spec'>, ordinal: number): boolean =>
  ordinal >= startOf(set) && ordinal < startOf(set) + sizeOf(set);

export const revisionOf = ({ metadata }: Pick<Pod, 'metadata'>): string => metadata.labels?.[REVISION] ?? '';

export const isMonotonic = ({ spec }: Pick<StatefulSet, 'spec'>): boolean => spec.podManagementPolicy !== 'Parallel';

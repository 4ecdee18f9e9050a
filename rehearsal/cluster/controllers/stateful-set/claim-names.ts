import type { StatefulSet } from '../resource.ts';

/** https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-storage */
export const claimName = ({ metadata }: Pick<StatefulSet, 'metadata'>, template: string, ordinal: number): string =>
  `${template}-${metadata.name}-${ordinal}`;

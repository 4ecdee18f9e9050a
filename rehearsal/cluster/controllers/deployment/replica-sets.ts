import { sameJson } from '../../storage/frozen.ts';
import type { Deployment, ReplicaSet } from '../resource.ts';
import { HASH_LABEL } from './template-hash.ts';

/** The ReplicaSets of one Deployment, told apart. */
export interface ReplicaSets {
  /** The one whose template is the Deployment's; the oldest if there are several. */
  readonly current: ReplicaSet | undefined;
  readonly old: readonly ReplicaSet[];
}

/** By template, not by revision: after a rollback the new ReplicaSet is an old one. */
export const tellApart = (deployment: Deployment, all: readonly ReplicaSet[]): ReplicaSets => {
  const sorted = [...all].sort(byCreation);
  const current = sorted.find((one) => sameTemplate(one.spec.template, deployment.spec.template));
  return { current, old: sorted.filter((one) => one.metadata.uid !== current?.metadata.uid) };
};

export const sameTemplate = (a: unknown, b: unknown): boolean => sameJson(withoutHash(a), withoutHash(b));

export const replicasOf = (replicaSet: ReplicaSet | undefined): number =>
  replicaSet === undefined ? 0 : (replicaSet.spec.replicas ?? 1);

export const isActive = (replicaSet: ReplicaSet): boolean => replicasOf(replicaSet) > 0;

/** Sums over ReplicaSets. */
export const total = (all: readonly ReplicaSet[], of: (replicaSet: ReplicaSet) => number): number =>
  all.reduce((sum, one) => sum + of(one), 0);

export const availableOf = (replicaSet: ReplicaSet | undefined): number => replicaSet?.status?.availableReplicas ?? 0;

/** Old before new; the name decides within one second. */
export const byCreation = (a: ReplicaSet, b: ReplicaSet): number =>
  compare(a.metadata.creationTimestamp ?? '', b.metadata.creationTimestamp ?? '') ||
  compare(a.metadata.name, b.metadata.name);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const withoutHash = (template: unknown): unknown => {
  const { metadata, ...rest } = template as { metadata?: { labels?: Record<string, string> } };
  const { labels = {}, ...kept } = metadata ?? {};
  const { [HASH_LABEL]: _hash, ...others } = labels;
  return { ...rest, metadata: { ...kept, labels: others } };
};

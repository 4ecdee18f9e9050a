import type { Deployment, ReplicaSet } from '../resource.ts';
import { fencepostsOf } from './fenceposts.ts';

export const REVISION = 'deployment.kubernetes.io/revision';
export const REVISION_HISTORY = 'deployment.kubernetes.io/revision-history';
export const DESIRED_REPLICAS = 'deployment.kubernetes.io/desired-replicas';
export const MAX_REPLICAS = 'deployment.kubernetes.io/max-replicas';

/** Annotations that belong to one object and are never copied from the Deployment. */
const OWN = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  REVISION,
  REVISION_HISTORY,
  DESIRED_REPLICAS,
  MAX_REPLICAS,
  'deprecated.deployment.rollback.to',
]);

type Annotations = Readonly<Record<string, string>>;

/** The revision number of a ReplicaSet or Deployment; 0 when it has none yet. */
export const revisionOf = (object: { readonly metadata: { readonly annotations?: Annotations } }): number => {
  const value = object.metadata.annotations?.[REVISION];
  return value !== undefined && /^\d+$/.test(value) ? Number(value) : 0;
};

/** What the Deployment wanted when this ReplicaSet was last scaled; tells a scaling from a rollout. */
export const desiredReplicasOf = (replicaSet: ReplicaSet): number | undefined =>
  count(replicaSet.metadata.annotations?.[DESIRED_REPLICAS]);

export const maxReplicasOf = (replicaSet: ReplicaSet): number | undefined =>
  count(replicaSet.metadata.annotations?.[MAX_REPLICAS]);

/** The two annotations that each scaling writes. */
export const replicasAnnotations = (deployment: Deployment): Annotations => {
  const desired = deployment.spec.replicas ?? 1;
  return { [DESIRED_REPLICAS]: String(desired), [MAX_REPLICAS]: String(desired + fencepostsOf(deployment).maxSurge) };
};

/** The annotations of the new ReplicaSet: those of the Deployment, and a revision above all others. A ReplicaSet that had a
 *  lower one is being used again, by a rollback: its earlier numbers are kept as history. */
export const newReplicaSetAnnotations = (deployment: Deployment, now: Annotations, revision: number): Annotations => {
  const copied = Object.entries(deployment.metadata.annotations ?? {}).filter(([key]) => !OWN.has(key));
  const merged = { ...now, ...Object.fromEntries(copied) };
  const before = now[REVISION];
  if (before !== undefined && Number(before) >= revision) return merged;
  const raised = { ...merged, [REVISION]: String(revision) };
  if (before === undefined) return raised;
  const history = now[REVISION_HISTORY];
  return { ...raised, [REVISION_HISTORY]: history === undefined || history === '' ? before : `${history},${before}` };
};

const count = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;

import type { DeploymentCondition } from 'kubernetes-types/apps/v1.d.ts';
import { conditionOf, withCondition } from '../conditions.ts';
import type { Deployment } from '../resource.ts';
import { fencepostsOf } from './fenceposts.ts';
import { availableOf, type ReplicaSets, replicasOf, total } from './replica-sets.ts';

/** `status` of a Deployment with every number present; written without zeros, as the API server shows it. */
export interface DeploymentStatus {
  readonly observedGeneration: number;
  readonly replicas: number;
  readonly updatedReplicas: number;
  readonly readyReplicas: number;
  readonly availableReplicas: number;
  readonly unavailableReplicas: number;
  /** Unknown until the first look at the ReplicaSets. */
  readonly terminatingReplicas: number | undefined;
  readonly collisionCount: number;
  readonly conditions: readonly DeploymentCondition[];
}

/** The status that follows from the ReplicaSets' own, with the Available condition; Progressing and ReplicaFailure are kept as
 *  they were.
 *  https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#deployment-status */
export const statusFrom = (deployment: Deployment, { current, old }: ReplicaSets, now: string): DeploymentStatus => {
  const all = current === undefined ? old : [...old, current];
  const available = total(all, availableOf);
  const desired = deployment.spec.replicas ?? 1;
  const enough = available >= desired - fencepostsOf(deployment).maxUnavailable;
  const counts = completeStatus(deployment);
  return {
    ...counts,
    observedGeneration: deployment.metadata.generation ?? 0,
    replicas: total(all, (one) => one.status?.replicas ?? 0),
    updatedReplicas: current?.status?.replicas ?? 0,
    readyReplicas: total(all, (one) => one.status?.readyReplicas ?? 0),
    availableReplicas: available,
    unavailableReplicas: Math.max(0, total(all, replicasOf) - available),
    terminatingReplicas: total(all, (one) => terminatingOf(one) ?? 0),
    conditions: withCondition(counts.conditions, {
      type: 'Available',
      status: enough ? 'True' : 'False',
      reason: enough ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable',
      message: enough ? 'Deployment has minimum availability.' : 'Deployment does not have minimum availability.',
      lastUpdateTime: now,
      lastTransitionTime: now,
    }),
  };
};

/** The stored status with zeros where it is silent. */
export const completeStatus = ({ status }: Pick<Deployment, 'status'>): DeploymentStatus => ({
  observedGeneration: status?.observedGeneration ?? 0,
  replicas: status?.replicas ?? 0,
  updatedReplicas: status?.updatedReplicas ?? 0,
  readyReplicas: status?.readyReplicas ?? 0,
  availableReplicas: status?.availableReplicas ?? 0,
  unavailableReplicas: status?.unavailableReplicas ?? 0,
  terminatingReplicas: terminatingOf({ status }),
  collisionCount: status?.collisionCount ?? 0,
  conditions: status?.conditions ?? [],
});

/** All desired pods are of the new template and available, and no old pod is left. */
export const isComplete = (deployment: Deployment, status: DeploymentStatus): boolean => {
  const desired = deployment.spec.replicas ?? 1;
  return (
    status.updatedReplicas === desired &&
    status.replicas === desired &&
    status.availableReplicas === desired &&
    status.observedGeneration >= (deployment.metadata.generation ?? 0)
  );
};

/** Fields that the API leaves out when they are zero; `terminatingReplicas` is a pointer there and is shown. */
const SHOWN_WHEN_ZERO = new Set(['terminatingReplicas']);

/** The status as it is stored. */
export const storedStatus = (status: DeploymentStatus): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(status).filter(
      ([field, value]) =>
        value !== undefined &&
        (SHOWN_WHEN_ZERO.has(field) || (value !== 0 && !(Array.isArray(value) && value.length === 0))),
    ),
  );

export const progressingOf = (status: DeploymentStatus): DeploymentCondition | undefined =>
  conditionOf(status.conditions, 'Progressing');

/** Newer than the types at hand: https://github.com/kubernetes/enhancements/issues/3973 */
const terminatingOf = ({ status }: { readonly status?: unknown }): number | undefined =>
  (status as { readonly terminatingReplicas?: number } | undefined)?.terminatingReplicas;

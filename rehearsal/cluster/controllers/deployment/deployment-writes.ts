import { sameJson } from '../../storage/frozen.ts';
import { type ControlPlane, timestamp } from '../controller.ts';
import type { EventRecorder } from '../event-recorder.ts';
import { DEPLOYMENTS, type Deployment, REPLICA_SETS, type ReplicaSet, type Resource, resource } from '../resource.ts';
import { REVISION, replicasAnnotations } from './annotations.ts';
import { replicasOf } from './replica-sets.ts';
import { completeStatus, type DeploymentStatus, storedStatus } from './status.ts';

/** The writes of the Deployment controller; each returns the object as it is stored now. */
export interface DeploymentWrites {
  readonly replicaSets: Resource<ReplicaSet>;
  readonly events: EventRecorder;
  now(): string;
  status(deployment: Deployment, status: DeploymentStatus): Deployment;
  revision(deployment: Deployment, revision: string | undefined): Deployment;
  /** Sets the size of a ReplicaSet and says so in an event; also notes what the Deployment wants at this moment.
   *  @param force writes the annotations even when the size stays. */
  scale(
    deployment: Deployment,
    replicaSet: ReplicaSet,
    size: number,
    force?: boolean,
  ): { readonly scaled: boolean; readonly replicaSet: ReplicaSet };
}

export const createDeploymentWrites = (plane: ControlPlane, events: EventRecorder): DeploymentWrites => {
  const deployments = resource<Deployment>(plane.store, DEPLOYMENTS);
  const replicaSets = resource<ReplicaSet>(plane.store, REPLICA_SETS);
  return {
    replicaSets,
    events,
    now: () => timestamp(plane.clock),
    status(deployment, status) {
      if (sameJson(completeStatus(deployment), status)) return deployment;
      return deployments.updateStatus({ ...deployment, status: storedStatus(status) });
    },
    revision(deployment, revision) {
      if (revision === undefined || deployment.metadata.annotations?.[REVISION] === revision) return deployment;
      const annotations = { ...deployment.metadata.annotations, [REVISION]: revision };
      // By the status, so that the generation does not count it.
      return deployments.updateStatus({ ...deployment, metadata: { ...deployment.metadata, annotations } });
    },
    scale(deployment, replicaSet, size, force = false) {
      const before = replicasOf(replicaSet);
      const annotations = { ...replicaSet.metadata.annotations, ...replicasAnnotations(deployment) };
      const annotated = sameJson(annotations, replicaSet.metadata.annotations ?? {});
      if (before === size && (!force || annotated)) return { scaled: false, replicaSet };
      const updated = replicaSets.update({
        ...replicaSet,
        metadata: { ...replicaSet.metadata, annotations },
        spec: { ...replicaSet.spec, replicas: size },
      });
      if (before === size) return { scaled: false, replicaSet: updated };
      const direction = before < size ? 'up' : 'down';
      events.normal(
        { ...deployment, apiVersion: 'apps/v1', kind: 'Deployment' },
        'ScalingReplicaSet',
        `Scaled ${direction} replica set ${replicaSet.metadata.name} from ${before} to ${size}`,
      );
      return { scaled: true, replicaSet: updated };
    },
  };
};

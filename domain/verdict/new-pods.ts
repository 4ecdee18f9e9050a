import { assertNever } from '../brand.ts';
import { wantedDaemonPods } from './daemon-pods.ts';
import type { Judged, Metadata, Pod, ReplicaSet } from './kubernetes.ts';
import { type Observation, replicaSetsOf, revisionsOf } from './observation.ts';
import { sameTemplate } from './same-template.ts';

/** The ReplicaSet of the template that was asked for. The revision annotation does not decide: after an undo an old
 *  ReplicaSet is the new one again. @see https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/controller/deployment/util/deployment_util.go */
export function newReplicaSet(workload: Judged, observation: Observation): ReplicaSet | undefined {
  if (workload.kind !== 'Deployment') return undefined;
  return replicaSetsOf(observation)
    .filter((set) => isOwnedBy(set.metadata, workload.metadata.uid))
    .filter((set) => sameTemplate(set.spec.template, workload.spec.template))
    .sort((a, b) => (a.metadata.creationTimestamp ?? '').localeCompare(b.metadata.creationTimestamp ?? ''))[0];
}

/** Which pods run the template that was asked for. A Job has one template all its life, so all its pods do.
 *  @param pods all that were seen */
export function newPods(workload: Judged, pods: readonly Pod[], observation: Observation): (pod: Pod) => boolean {
  const isOwn = (pod: Pod) => isOwnedBy(pod.metadata, workload.metadata.uid);
  switch (workload.kind) {
    case 'Deployment': {
      const set = newReplicaSet(workload, observation);
      return (pod) => set !== undefined && isOwnedBy(pod.metadata, set.metadata.uid);
    }
    case 'StatefulSet':
      return (pod) =>
        isOwn(pod) && pod.metadata.labels?.['controller-revision-hash'] === workload.status?.updateRevision;
    case 'DaemonSet': {
      const revisions = revisionsOf(observation).filter(({ metadata }) => isOwnedBy(metadata, workload.metadata.uid));
      const isWanted = wantedDaemonPods(workload, pods.filter(isOwn), revisions);
      return (pod) => isOwn(pod) && isWanted(pod);
    }
    case 'Job':
      return isOwn;
    case 'PersistentVolumeClaim':
    case 'Custom':
      return () => false;
    default:
      return assertNever(workload);
  }
}

export const isOwnedBy = ({ ownerReferences }: Metadata, uid: string): boolean =>
  ownerReferences?.some((owner) => owner.uid === uid && owner.controller !== false) === true;

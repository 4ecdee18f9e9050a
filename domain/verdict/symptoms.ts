import { assertNever } from '../brand.ts';
import { containersOf, isReady, restartsOf } from './containers.ts';
import { customState } from './kinds/custom-resource.ts';
import { isFinished } from './kinds/job.ts';
import { type ClusterEvent, conditionOf, type Judged, type Pod, type ReplicaSet, type Watched } from './kubernetes.ts';
import { isOnSilentNode } from './silent-node.ts';

/** Something that can be seen on an object right now and whose length matters. */
export interface Symptom {
  readonly key: string;
  /** The text that names the cause, where there is one. */
  readonly cause?: string;
}

/** Names of symptoms; the part in the middle is the container, the last one may hold the number of restarts. */
export const symptom = {
  ready: (pod: Pod) => `${pod.metadata.uid}/ready/${restartsOf(pod)}`,
  unscheduled: (pod: Pod) => `${pod.metadata.uid}/unscheduled`,
  /** Without a node. */
  unplaced: (pod: Pod) => `${pod.metadata.uid}/unplaced`,
  /** On its way out. */
  leaving: (pod: Pod) => `${pod.metadata.uid}/leaving`,
  /** Its node says nothing more of it. */
  silent: (pod: Pod) => `${pod.metadata.uid}/silent`,
  creating: (pod: Pod) => `${pod.metadata.uid}/creating`,
  invalidImage: (pod: Pod, container: string) => `${pod.metadata.uid}/${container}/invalid-image`,
  pull: (pod: Pod, container: string) => `${pod.metadata.uid}/${container}/pull`,
  config: (pod: Pod, container: string) => `${pod.metadata.uid}/${container}/config`,
  create: (pod: Pod, container: string) => `${pod.metadata.uid}/${container}/create`,
  down: (pod: Pod, container: string) => `${pod.metadata.uid}/${container}/down`,
  unready: (pod: Pod, container: string, restarts: number) => `${pod.metadata.uid}/${container}/unready/${restarts}`,
  refused: (owner: ReplicaSet) => `${owner.metadata.uid}/refused`,
  /** Fewer pods than there should be. */
  missing: (owner: Judged) => `${owner.metadata.uid}/missing`,
  pending: (claim: Judged) => `${claim.metadata.uid}/pending`,
  current: (resource: Judged) => `${resource.metadata.uid}/current`,
  stalled: (resource: Judged) => `${resource.metadata.uid}/stalled`,
  /** An event that was recorded. */
  told: (event: ClusterEvent) => `${event.metadata.uid}/told`,
} as const;

/** Reasons of a waiting container. @see https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/kubelet/images/types.go */
const REASONS: Readonly<Record<string, 'invalidImage' | 'pull' | 'config' | 'create'>> = {
  InvalidImageName: 'invalidImage',
  ErrImageNeverPull: 'invalidImage',
  ErrImagePull: 'pull',
  ImagePullBackOff: 'pull',
  ImageInspectError: 'pull',
  RegistryUnavailable: 'pull',
  SignatureValidationFailed: 'pull',
  CreateContainerConfigError: 'config',
  CreateContainerError: 'create',
  RunContainerError: 'create',
  StartError: 'create',
  PreCreateHookError: 'create',
  PreStartHookError: 'create',
  PostStartHookError: 'create',
};

/** Events whose trouble lasts from when they are heard. */
const TIMED_EVENTS = /^(FailedCreate|FailedMount|FailedAttachVolume)$/;

export function symptomsOf(object: Watched): readonly Symptom[] {
  switch (object.kind) {
    case 'Pod':
      return podSymptoms(object);
    case 'ReplicaSet':
      return replicaSetSymptoms(object);
    case 'ControllerRevision':
      return [];
    case 'Event':
      return TIMED_EVENTS.test(object.reason ?? '') ? [{ key: symptom.told(object) }] : [];
    default:
      return judgedSymptoms(object).map((key) => ({ key }));
  }
}

function judgedSymptoms(object: Judged): readonly string[] {
  switch (object.kind) {
    case 'Deployment':
      return [];
    case 'StatefulSet':
      return (object.status?.replicas ?? 0) < (object.spec.replicas ?? 1) ? [symptom.missing(object)] : [];
    case 'DaemonSet': {
      const { currentNumberScheduled = 0, desiredNumberScheduled = 0 } = object.status ?? {};
      return currentNumberScheduled < desiredNumberScheduled ? [symptom.missing(object)] : [];
    }
    case 'Job': {
      const waits = (object.status?.active ?? 0) === 0 && object.spec.suspend !== true && !isFinished(object);
      return waits ? [symptom.missing(object)] : [];
    }
    case 'PersistentVolumeClaim':
      return object.status?.phase === 'Bound' ? [] : [symptom.pending(object)];
    case 'Custom': {
      const { state } = customState(object);
      return state === 'current' ? [symptom.current(object)] : state === 'failed' ? [symptom.stalled(object)] : [];
    }
    default:
      return assertNever(object);
  }
}

function podSymptoms(pod: Pod): readonly Symptom[] {
  const found: Symptom[] = [];
  if (isReady(pod)) found.push({ key: symptom.ready(pod) });
  const scheduled = conditionOf(pod, 'PodScheduled');
  if (scheduled?.status === 'False' && scheduled.reason === 'Unschedulable')
    found.push({ key: symptom.unscheduled(pod), ...(scheduled.message ? { cause: scheduled.message } : {}) });
  if (pod.spec.nodeName === undefined) found.push({ key: symptom.unplaced(pod) });
  if (pod.metadata.deletionTimestamp !== undefined) found.push({ key: symptom.leaving(pod) });
  if (isOnSilentNode(pod)) found.push({ key: symptom.silent(pod) });
  const containers = containersOf(pod);
  if (
    containers.some(({ status }) => /^(ContainerCreating|PodInitializing)$/.test(status.state?.waiting?.reason ?? ''))
  )
    found.push({ key: symptom.creating(pod) });
  for (const { spec, status, role } of containers) {
    const waiting = status.state?.waiting;
    const name = REASONS[waiting?.reason ?? ''];
    if (name !== undefined) {
      // "Back-off pulling image" says nothing about why; kubelets since 1.32 append the error to it.
      const told = waiting?.message && !/^Back-off pulling image "[^"]*"$/.test(waiting.message);
      found.push({ key: symptom[name](pod, spec.name), ...(told ? { cause: waiting.message } : {}) });
    }
    if (status.state?.terminated !== undefined || waiting?.reason === 'CrashLoopBackOff')
      found.push({ key: symptom.down(pod, spec.name) });
    if (role === 'main' && status.state?.running !== undefined && !status.ready)
      found.push({ key: symptom.unready(pod, spec.name, status.restartCount) });
  }
  return found;
}

function replicaSetSymptoms(replicaSet: ReplicaSet): readonly Symptom[] {
  const failure = conditionOf(replicaSet, 'ReplicaFailure');
  return failure?.status === 'True' && failure.reason === 'FailedCreate'
    ? [{ key: symptom.refused(replicaSet), ...(failure.message ? { cause: failure.message } : {}) }]
    : [];
}

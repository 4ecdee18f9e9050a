import { containersOf, isReady, restartsOf } from './containers.ts';
import { conditionOf, type Pod, type ReplicaSet, type Watched } from './kubernetes.ts';

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
  creating: (pod: Pod) => `${pod.metadata.uid}/creating`,
  invalidImage: (pod: Pod, container: string) => `${pod.metadata.uid}/${container}/invalid-image`,
  pull: (pod: Pod, container: string) => `${pod.metadata.uid}/${container}/pull`,
  config: (pod: Pod, container: string) => `${pod.metadata.uid}/${container}/config`,
  create: (pod: Pod, container: string) => `${pod.metadata.uid}/${container}/create`,
  down: (pod: Pod, container: string) => `${pod.metadata.uid}/${container}/down`,
  unready: (pod: Pod, container: string, restarts: number) => `${pod.metadata.uid}/${container}/unready/${restarts}`,
  refused: (owner: { readonly metadata: { readonly uid: string } }) => `${owner.metadata.uid}/refused`,
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

export function symptomsOf(object: Watched): readonly Symptom[] {
  if (object.kind === 'Pod') return podSymptoms(object);
  if (object.kind === 'ReplicaSet') return replicaSetSymptoms(object);
  return [];
}

function podSymptoms(pod: Pod): readonly Symptom[] {
  const found: Symptom[] = [];
  if (isReady(pod)) found.push({ key: symptom.ready(pod) });
  const scheduled = conditionOf(pod, 'PodScheduled');
  if (scheduled?.status === 'False' && scheduled.reason === 'Unschedulable')
    found.push({ key: symptom.unscheduled(pod), ...(scheduled.message ? { cause: scheduled.message } : {}) });
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

import { containersOf, isReady, type PodContainer } from './containers.ts';
import type { Graces } from './graces.ts';
import type { ClusterEvent, Pod, ReplicaSet, Workload } from './kubernetes.ts';
import { isNewPod, newReplicaSet } from './new-pods.ts';
import { eventsOf, type Instant, type Observation, workloadOf } from './observation.ts';

/** What a failure class looks at: one workload, its new pods, and how long symptoms have lasted. */
export interface View {
  readonly workload: Workload;
  /** `Deployment "api" in namespace "production"`. */
  readonly title: string;
  readonly newReplicaSet: ReplicaSet | undefined;
  /** Pods of the new template that are not being deleted, by name. Old pods never decide. */
  readonly pods: readonly Pod[];
  readonly readyPods: readonly Pod[];
  /** Containers of those pods. */
  readonly containers: readonly PodContainer[];
  /** Whether a pod of this workload is still on its way out: it holds quota and room that the next one waits for. */
  readonly makingRoom: boolean;
  readonly graces: Graces;
  readonly observation: Observation;
  events(uid: string): readonly ClusterEvent[];
  /** Since when a symptom lasts; `undefined` when it is not there. */
  since(key: string): Instant | undefined;
  cause(key: string): string | undefined;
}

/** @returns `undefined` while the workload itself has not been seen. */
export function viewOf(observation: Observation, graces: Graces): View | undefined {
  const workload = workloadOf(observation);
  if (workload === undefined) return undefined;
  const set = newReplicaSet(workload, observation);
  const all = [...observation.objects.values()].filter((object) => object.kind === 'Pod');
  const pods = all
    .filter((pod) => isNewPod(pod, workload, set))
    .filter(({ metadata, status }) => metadata.deletionTimestamp === undefined && !isReplaced(status?.phase))
    .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
  const { kind, name, namespace } = observation.subject;
  return {
    workload,
    title: `${kind} "${name}" in namespace "${namespace}"`,
    newReplicaSet: set,
    pods,
    readyPods: pods.filter(isReady),
    containers: pods.flatMap(containersOf),
    makingRoom: all.some(({ metadata }) => metadata.deletionTimestamp !== undefined),
    graces,
    observation,
    events: (uid) => eventsOf(observation, uid),
    since: (key) => observation.marks.get(key),
    cause: (key) => observation.causes.get(key)?.text,
  };
}

/** Evicted, preempted and lost pods end in phase Failed or Succeeded and are replaced by their controller. */
const isReplaced = (phase: string | undefined): boolean => phase === 'Failed' || phase === 'Succeeded';

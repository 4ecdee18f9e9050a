import { containersOf, isReady, type PodContainer } from './containers.ts';
import type { Graces } from './graces.ts';
import type { ClusterEvent, Judged, Pod, ReplicaSet } from './kubernetes.ts';
import { newPods, newReplicaSet } from './new-pods.ts';
import { eventsOf, type Fallen, type Instant, judgedOf, type Observation, titleOf } from './observation.ts';

/** What a failure class looks at: one object, its new pods, and how long symptoms have lasted. */
export interface View {
  readonly judged: Judged;
  /** `Deployment "api" in namespace "production"`. */
  readonly title: string;
  readonly newReplicaSet: ReplicaSet | undefined;
  /** Pods of the new template that are not being deleted, by name. Old pods never decide. */
  readonly pods: readonly Pod[];
  readonly readyPods: readonly Pod[];
  /** Containers of those pods. */
  readonly containers: readonly PodContainer[];
  /** New pods that came to their end against their will, gone or not, the first one first. */
  readonly fallen: readonly Fallen[];
  /** Pods of the old template that nobody is deleting, by name. */
  readonly oldPods: readonly Pod[];
  /** Pods of either template on their way out, by name: they hold quota and room that the next one waits for. */
  readonly leaving: readonly Pod[];
  readonly graces: Graces;
  readonly observation: Observation;
  /** About the object of this uid. */
  events(uid: string): readonly ClusterEvent[];
  /** About a claim of this name. */
  claimEvents(name: string): readonly ClusterEvent[];
  /** Since when a symptom lasts; `undefined` when it is not there. */
  since(key: string): Instant | undefined;
  cause(key: string): string | undefined;
}

/** @returns `undefined` while the object itself has not been seen. */
export function viewOf(observation: Observation, graces: Graces): View | undefined {
  const judged = judgedOf(observation);
  if (judged === undefined) return undefined;
  const set = newReplicaSet(judged, observation);
  const all = [...observation.objects.values()].filter((object) => object.kind === 'Pod');
  const staying = all.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  const isNew = newPods(judged, all, observation);
  const pods = staying
    .filter(isNew)
    .filter(({ status }) => judged.kind === 'Job' || !isReplaced(status?.phase))
    .sort(byName);
  return {
    judged,
    title: titleOf(observation.subject),
    newReplicaSet: set,
    pods,
    readyPods: pods.filter(isReady),
    containers: pods.flatMap(containersOf),
    fallen: [...observation.fallen.values()].filter(({ pod }) => isNew(pod)).sort(inOrder),
    oldPods: staying.filter((pod) => !isNew(pod) && !isReplaced(pod.status?.phase)).sort(byName),
    leaving: all.filter((pod) => pod.metadata.deletionTimestamp !== undefined && holds(pod, judged)).sort(byName),
    graces,
    observation,
    events: (uid) => eventsOf(observation, (object) => object.uid === uid),
    claimEvents: (claim) =>
      eventsOf(observation, ({ kind, name }) => kind === 'PersistentVolumeClaim' && name === claim),
    since: (key) => observation.marks.get(key),
    cause: (key) => observation.causes.get(key)?.text,
  };
}

/** A pod whose processes have ended holds no room, whatever finalizer keeps it; its name it holds, which a StatefulSet needs. */
const holds = ({ status }: Pod, judged: Judged): boolean => judged.kind === 'StatefulSet' || !isReplaced(status?.phase);

const byName = (a: Pod, b: Pod): number => (a.metadata.name < b.metadata.name ? -1 : 1);

/** Evicted, preempted and lost pods end in phase Failed or Succeeded and are replaced by their controller. */
const isReplaced = (phase: string | undefined): boolean => phase === 'Failed' || phase === 'Succeeded';

const inOrder = (a: Fallen, b: Fallen): number => a.at - b.at || (a.pod.metadata.name < b.pod.metadata.name ? -1 : 1);

import { type ClusterEvent, conditionOf, type Pod } from './kubernetes.ts';
import { speaksOfMissing } from './missing-object.ts';
import { type Instant, timeOf } from './observation.ts';
import { symptom } from './symptoms.ts';
import type { View } from './view.ts';

/** What keeps a volume of a pod away. */
export interface MountTrouble {
  readonly since: Instant;
  readonly text: string;
  readonly kind: 'attach' | 'mount' | 'missing';
}

/** Reasons of events that come only once all volumes are there: events stay when what they tell has healed.
 *  @see https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/kubelet/kubelet.go `SyncPod` */
const MOUNTED = /^(Pulling|Pulled|FailedCreatePodSandBox)$/;

/** The kubelet's own delay at the start of a pod. */
const HEALS = /failed to sync|not registered/i;

/** That it gave up waiting for now, whatever for. */
const WAITED = /^Unable to attach or mount volumes.*(timed out waiting for the condition|context deadline exceeded)$/s;

/** The newest word about what a pod waits for, before its image is pulled: what is not attached first, because it cannot be mounted.
 *  @see https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-has-network */
export function mountTrouble(pod: Pod, view: View): MountTrouble | undefined {
  const waits = view.since(symptom.creating(pod));
  const told = view.events(pod.metadata.uid);
  const isMounted =
    conditionOf(pod, 'PodReadyToStartContainers')?.status === 'True' ||
    told.some(({ reason }) => MOUNTED.test(reason ?? ''));
  if (waits === undefined || isMounted) return undefined;
  const isAttached = told.some(({ reason }) => reason === 'SuccessfulAttachVolume');
  const attaching = isAttached ? [] : told.filter(({ reason }) => reason === 'FailedAttachVolume');
  const mounting = told.filter(({ reason, message = '' }) => reason === 'FailedMount' && !HEALS.test(message));
  const telling = mounting.filter((event) => !WAITED.test(textOf(event)));
  const events = attaching.length > 0 ? attaching : telling.length > 0 ? telling : mounting;
  const newest = events.toSorted((a, b) => timeOf(a).localeCompare(timeOf(b))).at(-1);
  if (newest === undefined) return undefined;
  // An error with a number of its own in each text is a new event each time.
  const heard = events.flatMap((event) => view.since(symptom.told(event)) ?? []);
  const text = textOf(newest);
  const kind = speaksOfMissingObject(text) ? 'missing' : telling.includes(newest) ? 'mount' : 'attach';
  return { since: Math.max(waits, Math.min(...heard)), text, kind };
}

const textOf = ({ message = 'no reason given' }: ClusterEvent): string =>
  message.replace(/^\(combined from similar events\): /, '');

/** Names of volumes tell nothing. */
const speaksOfMissingObject = (text: string): boolean => {
  const words = text.replace(/volume "[^"]*"|volumes=\[[^\]]*\]/g, '');
  return /\b(secret|config ?map|config key)\b/i.test(words) && speaksOfMissing(words);
};

import { conditionOf, type Pod } from './kubernetes.ts';
import { type Instant, timeOf } from './observation.ts';
import { symptom } from './symptoms.ts';
import type { View } from './view.ts';

/** What keeps a volume of a pod away. */
export interface MountTrouble {
  readonly since: Instant;
  readonly text: string;
  readonly kind: 'attach' | 'mount' | 'missing';
}

const KINDS: Readonly<Record<string, 'attach' | 'mount'>> = { FailedAttachVolume: 'attach', FailedMount: 'mount' };

/** The kubelet's word after two minutes of trying, which names no cause. */
const SUMMARY = /^Unable to attach or mount volumes/;

/** The newest of the kubelet's and the attach controller's words, while a pod still waits for its volumes. Events stay when what
 *  they tell has healed: a pod whose sandbox runs, or whose image is pulled, has its volumes.
 *  @see https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-has-network */
export function mountTrouble(pod: Pod, view: View): MountTrouble | undefined {
  const waits = view.since(symptom.creating(pod));
  const told = view.events(pod.metadata.uid);
  if (
    waits === undefined ||
    conditionOf(pod, 'PodReadyToStartContainers')?.status === 'True' ||
    told.some(({ reason }) => reason === 'Pulling' || reason === 'Pulled')
  )
    return undefined;
  const events = told.filter(({ reason }) => KINDS[reason ?? ''] !== undefined);
  const telling = events.filter(({ message }) => !SUMMARY.test(message ?? ''));
  const event = (telling.length > 0 ? telling : events).toSorted((a, b) => timeOf(a).localeCompare(timeOf(b))).at(-1);
  const heard = event === undefined ? undefined : view.since(symptom.told(event));
  if (event === undefined || heard === undefined) return undefined;
  const text = event.message ?? 'no reason given';
  const kind = speaksOfMissingObject(text) ? 'missing' : (KINDS[event.reason ?? ''] ?? 'mount');
  return { since: Math.max(waits, heard), text, kind };
}

/** Names of volumes tell nothing. */
const speaksOfMissingObject = (text: string): boolean => {
  const words = text.replace(/volumes? "[^"]*"/g, '');
  return /\b(secret|config ?map|config key)\b/i.test(words) && speaksOfMissing(words);
};

/** "failed to sync configmap cache" is the kubelet's own delay and heals. */
export const speaksOfMissing = (text: string): boolean =>
  /not found|couldn't find key|non-?exist/i.test(text) && !/failed to sync/i.test(text);

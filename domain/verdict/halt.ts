import { progressOf } from './completion.ts';
import { leavesPodsAlone } from './kinds/stateful-set.ts';
import { isWorkload, type Pod } from './kubernetes.ts';
import type { Instant } from './observation.ts';
import { symptom } from './symptoms.ts';
import type { View } from './view.ts';

/** Why watching on can show nothing, and from when on. Nothing is undone then: the release is not the cause. */
export interface Halt {
  readonly sentence: string;
  readonly at: Instant;
}

/** Why watching on can show nothing: it is being deleted. `undefined` when it is not. */
export const deletion = ({ judged, title }: View): string | undefined =>
  judged.metadata.deletionTimestamp === undefined
    ? undefined
    : `${title} is being deleted. Find out who does that, then roll out again.`;

export const haltOf = (view: View): Halt | undefined => refusal(view) ?? silence(view);

/** Why nobody will finish this rollout: its controller replaces no pod by itself. `undefined` when one does, or when there is no
 *  old pod left to replace. */
function refusal(view: View): Halt | undefined {
  const { judged, title } = view;
  if (judged.kind !== 'StatefulSet' && judged.kind !== 'DaemonSet') return undefined;
  if (!leavesPodsAlone(judged) || view.oldPods.length === 0 || progressOf(view).done) return undefined;
  return {
    sentence: `${title} has the update strategy OnDelete, so its controller replaces no pod and this rollout cannot end by itself. Set updateStrategy.type to RollingUpdate, or delete the old pods one by one and roll out again.`,
    at: view.observation.applied.at,
  };
}

/** A node that says nothing more of its pod, when nothing else gets on either. Pods of a DaemonSet stay bound to theirs for ever, others
 *  are moved after five minutes.
 *  @see https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/#taint-based-evictions */
function silence(view: View): Halt | undefined {
  const { judged, title, graces } = view;
  if (!isWorkload(judged) || progressOf(view).done) return undefined;
  const [pod] = [...view.pods, ...view.leaving].filter((each) => view.since(symptom.silent(each)) !== undefined);
  if (pod === undefined || pod.spec.nodeName === undefined) return undefined;
  const grace = judged.kind === 'DaemonSet' ? graces.nodeSilent : Math.max(graces.nodeSilent, graces.attachFailed);
  return {
    sentence: `Node "${pod.spec.nodeName}" says nothing more of pod "${pod.metadata.name}" of ${title}${pod.metadata.deletionTimestamp === undefined ? '' : ', which does not end'}: it may be down, and this rollout waits for it. Nothing was undone, because the release is not the cause. Repair the node or remove it ("kubectl delete node"), then roll out again.`,
    at: Math.max(lastMove(view), ownTime(pod, view)) + grace * 1000,
  };
}

const ownTime = (pod: Pod, view: View): Instant =>
  (view.since(symptom.silent(pod)) ?? 0) +
  (view.since(symptom.leaving(pod)) === undefined ? 0 : (pod.metadata.deletionGracePeriodSeconds ?? 0) * 1000);

/** When a new pod became ready last, or our own write. */
const lastMove = (view: View): Instant =>
  Math.max(view.observation.applied.at, ...view.readyPods.map((pod) => view.since(symptom.ready(pod)) ?? 0));

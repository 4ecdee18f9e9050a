import { failureClass, oneLine, sentenceOf } from './finding.ts';
import { occurrences } from './observation.ts';
import { heldPlace } from './own-places.ts';
import { symptom } from './symptoms.ts';

const REMEDY = 'Lower the requests, correct node selector, affinity or tolerations, or add nodes.';

/** By the scheduler's words. @see https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/scheduler/framework/plugins */
const remedyFor = (told: string): string => {
  if (/volume node affinity conflict/i.test(told))
    return 'Its volume is in a zone or on a node where no node takes the pod: add a node there, or make the volume anew (a storage class with WaitForFirstConsumer makes it where the pod goes).';
  if (/free ports/i.test(told))
    return 'Another pod holds that host port on each node: choose another one, or give up hostPort.';
  return REMEDY;
};

/** Autoscalers need minutes to add a node: their events decide how long to wait.
 *  @see https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/ */
export const unschedulable = failureClass({
  code: 'unschedulable',
  summary: 'No node takes the pod.',
  page: {
    observed:
      'A pod has PodScheduled=False with reason Unschedulable. Scheduling gates are not this. Not while an old pod is on its way out.',
    wait: ({ unschedulable, unschedulableNoScaleUp, unschedulableScaleUp }) =>
      `${unschedulable} s; ${unschedulableScaleUp} s after TriggeredScaleUp; ${unschedulableNoScaleUp} s after NotTriggerScaleUp came twice, or where an old pod of ours holds the place and the strategy keeps it`,
    why: 'An autoscaler needs minutes for a node, and none come while the control plane is upgraded; its events tell which it is.',
    remedy: REMEDY,
  },
  find: (view) =>
    view.leaving.length > 0
      ? []
      : view.pods.flatMap((pod) => {
          const key = symptom.unscheduled(pod);
          const since = view.since(key);
          if (since === undefined) return [];
          const count = (wanted: string) =>
            view
              .events(pod.metadata.uid)
              .filter(({ reason }) => reason === wanted)
              .reduce((sum, event) => sum + occurrences(event), 0);
          const { unschedulable, unschedulableNoScaleUp, unschedulableScaleUp } = view.graces;
          const object = `pod "${pod.metadata.name}"`;
          const told = view.cause(key) ?? 'the scheduler gives no reason';
          const held = heldPlace(told, pod, view);
          const cause = oneLine(told);
          const usual =
            count('NotTriggerScaleUp') >= 2 || held !== undefined
              ? Math.min(unschedulable, unschedulableNoScaleUp)
              : unschedulable;
          return [
            {
              pod,
              object,
              cause,
              sentence: sentenceOf(
                'No node takes',
                object,
                'of',
                view.title,
                held === undefined ? cause : `${held.words} (${cause})`,
              ),
              remedy: held?.remedy ?? remedyFor(told),
              since,
              grace: count('TriggeredScaleUp') > 0 ? unschedulableScaleUp : usual,
            },
          ];
        }),
});

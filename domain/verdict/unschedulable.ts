import { WAITS_FOR_DEADLINE } from './class-page.ts';
import { failureClass, oneLine, sentenceOf } from './finding.ts';
import { occurrences } from './observation.ts';
import { symptom } from './symptoms.ts';

const REMEDY = 'Lower the requests, correct node selector, affinity or tolerations, or add nodes.';

/** Autoscalers need minutes to add a node: their events decide how long to wait.
 *  @see https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/ */
export const unschedulable = failureClass({
  code: 'unschedulable',
  summary: 'No node takes the pod.',
  page: {
    observed:
      'A pod has PodScheduled=False with reason Unschedulable. Scheduling gates are not this. Not while an old pod is on its way out.',
    wait: ({ unschedulable, unschedulableNoScaleUp, unschedulableScaleUp }) =>
      `${unschedulable} s; ${unschedulableScaleUp} s after TriggeredScaleUp; ${unschedulableNoScaleUp} s after NotTriggerScaleUp came twice`,
    why: 'An autoscaler needs minutes for a node, and none come while the control plane is upgraded; its events tell which it is.',
    others: {
      ...WAITS_FOR_DEADLINE,
      krane: 'timeout: shows the reason',
      kubedog: 'timeout',
    },
    remedy: REMEDY,
  },
  find: (view) =>
    view.makingRoom
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
          const cause = oneLine(view.cause(key) ?? 'the scheduler gives no reason');
          return [
            {
              pod,
              object,
              cause,
              sentence: sentenceOf('No node takes', object, 'of', view.title, cause),
              remedy: REMEDY,
              since,
              grace:
                count('TriggeredScaleUp') > 0
                  ? unschedulableScaleUp
                  : count('NotTriggerScaleUp') >= 2
                    ? Math.min(unschedulable, unschedulableNoScaleUp)
                    : unschedulable,
            },
          ];
        }),
});

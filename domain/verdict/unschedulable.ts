import { failureClass, oneLine, sentenceOf } from './finding.ts';
import { occurrences } from './observation.ts';
import { symptom } from './symptoms.ts';

/** Autoscalers need minutes to add a node: their events decide how long to wait.
 *  @see https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/ */
export const unschedulable = failureClass({
  code: 'unschedulable',
  summary: 'No node takes the pod.',
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
              remedy: 'Lower the requests, correct node selector, affinity or tolerations, or add nodes.',
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

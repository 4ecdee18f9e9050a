import { capital, failureClass, oneLine } from './finding.ts';
import type { Pod } from './kubernetes.ts';
import type { Observation } from './observation.ts';
import { describeProbe, readinessAnswer, slowAnswerRemedy } from './probe.ts';
import { containerTitle } from './pull-cause.ts';
import { symptom } from './symptoms.ts';

const REMEDY =
  'Find what makes the probe fail now and then: something else that it asks, a CPU limit, a queue that is full; a probe that is too strict needs a longer timeoutSeconds or a higher failureThreshold.';

/** Readiness that is lost once or twice may be the load of a moment. */
const TIMES = 3;
const WITHIN = 300;

/** `never-ready` counts from the last time that a container was ready, so one that is so again and again would be waited for until the
 *  timeout. */
export const flapping = failureClass({
  code: 'flapping',
  summary: 'A container becomes ready and not ready again and again.',
  page: {
    observed: `A container runs and is not ready, and its pod has become ready ${TIMES} times within five minutes without a restart.`,
    wait: ({ neverReady }) => `none after the ${TIMES}rd loss, but ${neverReady} s after our write at least`,
    why: 'One or two losses may be the load of a moment, while caches fill and connections are made. While the pod is ready it may become stable.',
    remedy: REMEDY,
  },
  find: (view) => {
    if (view.judged.kind === 'Job') return [];
    return view.containers.flatMap((container) => {
      const { pod, spec, status } = container;
      const times = timesReady(pod, view.observation);
      if (view.since(symptom.unready(pod, spec.name, status.restartCount)) === undefined || times < TIMES) return [];
      const object = containerTitle(container);
      const answer = readinessAnswer(view.events(pod.metadata.uid));
      const cause = `readiness probe (${describeProbe(spec.readinessProbe)})`;
      return [
        {
          pod,
          object,
          cause,
          sentence: `${capital(object)} became ready ${times} times and lost it each time, because its ${cause} fails now and then${answer === undefined ? '' : `: ${oneLine(answer)}`}.`,
          remedy: slowAnswerRemedy(spec.readinessProbe, answer) ?? REMEDY,
          since: view.observation.applied.at,
          grace: view.graces.neverReady,
        },
      ];
    });
  },
});

/** How often a pod has become ready within the window that ends with the last time. */
function timesReady(pod: Pod, { readyTimes }: Observation): number {
  const times = [...(readyTimes.get(symptom.ready(pod)) ?? [])].map(Date.parse);
  const last = Math.max(...times);
  return times.filter((time) => last - time <= WITHIN * 1000).length;
}

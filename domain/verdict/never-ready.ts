import { failureClass, oneLine } from './finding.ts';
import { isWorkload } from './kubernetes.ts';
import { describeProbe, readinessAnswer, readinessBudget, slowAnswerRemedy, startupBudget } from './probe.ts';
import { containerTitle } from './pull-cause.ts';
import { symptom } from './symptoms.ts';

const REMEDY = 'Check path and port of the readiness probe, and what the process waits for before it is ready.';

/** Readiness gates do not count here: their controllers answer late, and a container that is ready has done its part. */
export const neverReady = failureClass({
  code: 'never-ready',
  summary: 'A container runs but its readiness probe never succeeds.',
  page: {
    observed: 'A container runs, has started and is not ready. Readiness gates do not count.',
    wait: ({ neverReady }) =>
      `${neverReady} s, or what its probes allow where that is more (startup budget + initial delay + 3 x period x failure threshold + timeout); at most until a little before the progress deadline: 30 s, or a twelfth of it where that is less`,
    why: 'The probe must have had three times its own chances, and a process without a startup probe often needs half a minute: single Unhealthy events are noise.',
    remedy: REMEDY,
  },
  find: (view) => {
    // Nobody sends requests to a Job: it has to end, not to be ready.
    if (view.judged.kind === 'Job') return [];
    const { judged } = view;
    const limit = isWorkload(judged) ? (judged.spec.progressDeadlineSeconds ?? 600) : 600;
    return view.containers.flatMap((container) => {
      const { pod, spec, status } = container;
      const since = view.since(symptom.unready(pod, spec.name, status.restartCount));
      if (since === undefined || status.started === false) return [];
      const window = Math.max(
        view.graces.neverReady,
        startupBudget(spec.startupProbe) + readinessBudget(spec.readinessProbe),
      );
      const object = containerTitle(container);
      const answer = readinessAnswer(view.events(pod.metadata.uid));
      const cause = `readiness probe (${describeProbe(spec.readinessProbe)})`;
      return [
        {
          pod,
          object,
          cause,
          sentence: `The ${cause} of ${object} ${view.observation.everReady.has(pod.metadata.uid) ? 'fails again' : 'never succeeded'}${answer === undefined ? '' : `: ${oneLine(answer)}`}.`,
          remedy: slowAnswerRemedy(spec.readinessProbe, answer) ?? REMEDY,
          since,
          // A little before the deadline, which would tell less; not earlier, because a slow start may use all of it.
          grace: Math.min(window, limit - Math.min(30, limit / 12)),
        },
      ];
    });
  },
});

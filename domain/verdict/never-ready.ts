import { failureClass, oneLine } from './finding.ts';
import { describeProbe, readinessBudget, startupBudget } from './probe.ts';
import { containerTitle } from './pull-cause.ts';
import { symptom } from './symptoms.ts';

/** Readiness gates do not count here: their controllers answer late, and a container that is ready has done its part. */
export const neverReady = failureClass({
  code: 'never-ready',
  summary: 'A container runs but its readiness probe never succeeds.',
  find: (view) =>
    view.containers.flatMap((container) => {
      const { pod, spec, status } = container;
      const since = view.since(symptom.unready(pod, spec.name, status.restartCount));
      if (since === undefined || status.started === false) return [];
      const window = Math.max(
        view.graces.neverReady,
        startupBudget(spec.startupProbe) + readinessBudget(spec.readinessProbe),
      );
      const deadline = (view.workload.spec.progressDeadlineSeconds ?? 600) - 30;
      const object = containerTitle(container);
      const answer = view
        .events(pod.metadata.uid)
        .filter(({ reason, message }) => reason === 'Unhealthy' && /readiness/i.test(message ?? ''))
        .at(-1)?.message;
      const cause = `readiness probe (${describeProbe(spec.readinessProbe)})`;
      return [
        {
          pod,
          object,
          cause,
          sentence: `The ${cause} of ${object} never succeeded${answer === undefined ? '' : `: ${oneLine(answer)}`}.`,
          remedy: 'Check path and port of the readiness probe, and what the process waits for before it is ready.',
          since,
          grace: Math.min(window, Math.max(deadline, view.graces.neverReady / 2)),
        },
      ];
    }),
});

import { endsThatCount, isLooping, probeKills } from './crash.ts';
import { failureClass, oneLine } from './finding.ts';
import { describeProbe, slowAnswerRemedy } from './probe.ts';
import { containerTitle } from './pull-cause.ts';

export const livenessKill = failureClass({
  code: 'liveness-kill',
  summary: 'The kubelet restarts a container again and again because its liveness or startup probe fails.',
  page: {
    observed:
      'Two events say that a container "failed liveness probe, will be restarted" (or startup probe), and its pod was never ready; or it was, and the container ended three times within 60 s of its start.',
    wait: () => 'none after the second kill',
    why: 'The thresholds of the probe have already waited. In a pod that was ready before, one or two kills may be the load of a moment.',
    remedy: 'Correct path and port of the probe; for a slow start give the startup probe more time, or add one.',
  },
  find: (view) =>
    view.containers
      .filter((container) => !view.observation.everReady.has(container.pod.metadata.uid) || isLooping(container, view))
      .flatMap((container) => {
        const kills = probeKills(container, view);
        const restarted = container.status.restartCount > 0 || view.judged.kind === 'Job';
        if (kills.count < endsThatCount(view, 2) || kills.count === 0 || !restarted) return [];
        const which = /startup/i.test(kills.text) ? 'startup' : 'liveness';
        const probe = which === 'startup' ? container.spec.startupProbe : container.spec.livenessProbe;
        const object = containerTitle(container);
        const cause = `its ${which} probe (${describeProbe(probe)}) fails`;
        const answer = view
          .events(container.pod.metadata.uid)
          .find(({ reason, message }) => reason === 'Unhealthy' && new RegExp(which, 'i').test(message ?? ''))?.message;
        return [
          {
            pod: container.pod,
            object,
            cause,
            sentence: `The kubelet killed ${object} ${kills.count} times, because ${cause}${answer === undefined ? '' : `: ${oneLine(answer)}`}.`,
            remedy:
              slowAnswerRemedy(probe, answer) ??
              (which === 'startup'
                ? 'Give the startup probe more time (failureThreshold x periodSeconds), or make the process start faster.'
                : 'Correct path and port of the liveness probe, or add a startup probe for a slow start.'),
            since: view.observation.applied.at,
            grace: 0,
          },
        ];
      }),
});

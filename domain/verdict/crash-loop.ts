import { WAITS_FOR_DEADLINE } from './class-page.ts';
import { endCount, lastEnd } from './containers.ts';
import { describeEnd, isLooping } from './crash.ts';
import { failureClass } from './finding.ts';
import { containerTitle } from './pull-cause.ts';
import { symptom } from './symptoms.ts';

const REMEDY = 'Read the last log lines below; start the image with the same environment on your machine.';

export const crashLoop = failureClass({
  code: 'crash-loop',
  summary: 'A container ends again and again soon after it started.',
  page: {
    observed:
      'A container ended three times, each time within 60 s of its start or without its pod ever being ready, and is down.',
    wait: () => 'none after the third end, about 15 s for a process that ends at once',
    why: 'One or two crashes heal when a database or a sidecar comes up. The kubelet starts it again at once, then after 10 and 20 s.',
    others: {
      ...WAITS_FOR_DEADLINE,
      krane: 'seconds: at the first, when all new pods do',
      kubedog: 'seconds: at the second',
    },
    remedy: REMEDY,
  },
  // A Job's containers are there to end; how it ends is job-failed.
  find: (view) =>
    view.containers
      .filter((container) => container.role === 'main' && view.judged.kind !== 'Job' && isLooping(container, view))
      .flatMap((container) => {
        const since = view.since(symptom.down(container.pod, container.spec.name));
        if (since === undefined) return [];
        const object = containerTitle(container);
        const cause = describeEnd(container);
        const ended = lastEnd(container)?.exitCode === 0 ? 'ends instead of serving' : 'crashes';
        return [
          {
            pod: container.pod,
            object,
            cause,
            sentence: `Process of ${object} ${ended}, ${endCount(container)} times so far, the last time with ${cause}.`,
            remedy: REMEDY,
            since,
            grace: 0,
          },
        ];
      }),
});

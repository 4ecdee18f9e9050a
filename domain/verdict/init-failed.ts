import { endCount, lastEnd } from './containers.ts';
import { describeEnd, isLooping } from './crash.ts';
import { failureClass } from './finding.ts';
import { containerTitle } from './pull-cause.ts';
import { symptom } from './symptoms.ts';

const REMEDY = 'Read the last log lines of the init container below; it must end with exit code 0.';

export const initFailed = failureClass({
  code: 'init-failed',
  summary: 'An init container fails again and again, so the pod never starts.',
  page: {
    observed:
      'An init container ended three times with another exit code than 0 and is down. In a Job that allows no other try: once.',
    wait: () => 'none after the third end',
    why: 'One or two failures heal when what it waits for comes up. The kubelet starts it again at once, then after 10 and 20 s.',
    remedy: REMEDY,
  },
  find: (view) =>
    view.containers
      .filter((container) => container.role === 'init' && lastEnd(container)?.exitCode !== 0)
      .filter((container) => isLooping(container, view))
      .flatMap((container) => {
        const since = view.since(symptom.down(container.pod, container.spec.name));
        if (since === undefined) return [];
        const object = containerTitle(container);
        const cause = describeEnd(container);
        return [
          {
            pod: container.pod,
            object,
            cause,
            sentence: `The pod cannot start: ${object} failed ${endCount(container) === 1 ? 'for good' : `${endCount(container)} times, the last time`} with ${cause}.`,
            remedy: REMEDY,
            since,
            grace: 0,
          },
        ];
      }),
});

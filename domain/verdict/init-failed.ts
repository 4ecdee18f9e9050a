import { endCount, lastEnd } from './containers.ts';
import { describeEnd, isLooping } from './crash.ts';
import { failureClass } from './finding.ts';
import { containerTitle } from './pull-cause.ts';
import { symptom } from './symptoms.ts';

export const initFailed = failureClass({
  code: 'init-failed',
  summary: 'An init container fails again and again, so the pod never starts.',
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
            sentence: `The pod cannot start: ${object} failed ${endCount(container)} times, the last time with ${cause}.`,
            remedy: 'Read the last log lines of the init container below; it must end with exit code 0.',
            since,
            grace: 0,
          },
        ];
      }),
});

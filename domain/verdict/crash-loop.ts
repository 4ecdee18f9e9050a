import { endCount, lastEnd } from './containers.ts';
import { describeEnd, isLooping } from './crash.ts';
import { failureClass } from './finding.ts';
import { containerTitle } from './pull-cause.ts';
import { symptom } from './symptoms.ts';

export const crashLoop = failureClass({
  code: 'crash-loop',
  summary: 'A container ends again and again soon after it started.',
  find: (view) =>
    view.containers
      .filter((container) => container.role === 'main' && isLooping(container, view))
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
            remedy: 'Read the last log lines below; start the image with the same environment on your machine.',
            since,
            grace: 0,
          },
        ];
      }),
});

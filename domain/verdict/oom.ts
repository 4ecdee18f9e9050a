import { endCount, isDown, lastEnd } from './containers.ts';
import { failureClass } from './finding.ts';
import { containerTitle } from './pull-cause.ts';
import { symptom } from './symptoms.ts';

export const oom = failureClass({
  code: 'oom',
  summary: 'A container needs more memory than its limit.',
  find: (view) =>
    view.containers
      .filter(
        (container) => lastEnd(container)?.reason === 'OOMKilled' && endCount(container) >= 2 && isDown(container),
      )
      .flatMap((container) => {
        const since = view.since(symptom.down(container.pod, container.spec.name));
        if (since === undefined) return [];
        const limit = container.spec.resources?.limits?.['memory'];
        const object = containerTitle(container);
        const cause = `OOMKilled at ${limit === undefined ? "the node's limit, it has none of its own" : `its memory limit of ${limit}`}`;
        return [
          {
            pod: container.pod,
            object,
            cause,
            sentence: `The kernel killed ${object} ${endCount(container)} times: ${cause}.`,
            remedy: 'Raise the memory limit, or find what allocates so much at start.',
            since,
            grace: 0,
          },
        ];
      }),
});

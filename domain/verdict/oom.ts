import { endCount, isDown, lastEnd } from './containers.ts';
import { endsThatCount } from './crash.ts';
import { failureClass } from './finding.ts';
import { containerTitle } from './pull-cause.ts';
import { symptom } from './symptoms.ts';

const REMEDY = 'Raise the memory limit, or find what allocates so much at start.';

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);

export const oom = failureClass({
  code: 'oom',
  summary: 'A container needs more memory than its limit.',
  page: {
    observed: 'A container was ended with reason OOMKilled twice and is down.',
    wait: () => 'none after the second time',
    why: 'The first time may be a peak at start; the second says that the limit is too low.',
    remedy: REMEDY,
  },
  find: (view) =>
    view.containers
      .filter(
        (container) =>
          lastEnd(container)?.reason === 'OOMKilled' &&
          endCount(container) >= endsThatCount(view, 2) &&
          isDown(container),
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
            sentence: `The kernel killed ${object} ${times(endCount(container))}: ${cause}.`,
            remedy: REMEDY,
            since,
            grace: 0,
          },
        ];
      }),
});

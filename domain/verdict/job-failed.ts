import { containersOf, lastEnd, type PodContainer } from './containers.ts';
import { describeEnd } from './crash.ts';
import { failureClass, oneLine, sentenceOf } from './finding.ts';
import { failureOf, mayTryAgain } from './kinds/job.ts';
import type { Condition } from './kubernetes.ts';
import { containerTitle } from './pull-cause.ts';
import type { View } from './view.ts';

const REMEDY =
  'Read the last log lines below, and correct what the Job does. Run the rollout again: a Job of a release is then repeated.';

/** The controller decides how often it tries; a pod of a Job that allows no other try is as final as its condition. */
export const jobFailed = failureClass({
  code: 'job-failed',
  summary: 'A Job failed.',
  page: {
    observed:
      'The Job has the condition Failed or FailureTarget; or its pods are not started again (restartPolicy Never) and more of them failed than backoffLimit allows.',
    wait: () => 'none',
    why: 'Retries within backoffLimit are not failure, however many: the Job says itself how often it may try. After that nothing heals it.',
    remedy: REMEDY,
  },
  find: (view) => {
    const { judged, title } = view;
    if (judged.kind !== 'Job' || mayTryAgain(judged, view.pods)) return [];
    const failure = failureOf(judged);
    const container = failedContainer(view);
    const how =
      container === undefined ? undefined : `${containerTitle(container)} ended with ${describeEnd(container)}`;
    const cause = oneLine([conditionText(failure), how].filter((text) => text !== undefined).join('; '));
    return [
      {
        pod: container?.pod,
        object: container === undefined ? title : containerTitle(container),
        cause,
        sentence: sentenceOf(`${title} failed`, cause === '' ? 'its controller gives no reason' : cause),
        remedy: REMEDY,
        since: view.observation.applied.at,
        grace: 0,
        certain: true,
      },
    ];
  },
});

const conditionText = (condition: Condition | undefined): string | undefined =>
  condition === undefined
    ? undefined
    : [condition.reason, condition.message].filter((text) => text !== undefined).join(': ');

/** The container that failed in the last pod that did. */
const failedContainer = ({ fallen }: View): PodContainer | undefined =>
  fallen
    .flatMap(({ pod }) => containersOf(pod))
    .filter((container) => (lastEnd(container)?.exitCode ?? 0) !== 0)
    .toSorted((a, b) => endedAt(a).localeCompare(endedAt(b)))
    .at(-1);

const endedAt = (container: PodContainer): string =>
  `${lastEnd(container)?.finishedAt ?? ''} ${container.pod.metadata.name}`;

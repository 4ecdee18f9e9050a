import { at, type Json, type JsonObject, list, text } from '../json.ts';
import { FAILS, job, jobTemplate, SLEEPS } from '../objects.ts';
import { toldOf, untilObject } from '../observed-sets.ts';
import { done } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';
import { isOver, jobProgress } from './job-complete.ts';

const code = (action: string): JsonObject => ({
  podFailurePolicy: { rules: [{ action, onExitCodes: { operator: 'In', values: [3] } }] },
});

const SPECS: Readonly<Record<string, JsonObject>> = {
  limit: { backoffLimit: 0, template: jobTemplate(FAILS) },
  deadline: { activeDeadlineSeconds: 3, template: jobTemplate({ name: 'main', ...SLEEPS }) },
  restarts: { backoffLimit: 1, template: jobTemplate(FAILS, { restartPolicy: 'OnFailure' }) },
  policy: { template: jobTemplate(FAILS), ...code('FailJob') },
  counted: { backoffLimit: 0, template: jobTemplate(FAILS), ...code('Count') },
  indexes: {
    completionMode: 'Indexed',
    completions: 3,
    parallelism: 3,
    backoffLimitPerIndex: 0,
    template: jobTemplate(FAILS),
  },
  indexFails: {
    completionMode: 'Indexed',
    completions: 1,
    backoffLimitPerIndex: 3,
    template: jobTemplate(FAILS),
    ...code('FailIndex'),
  },
  most: {
    completionMode: 'Indexed',
    completions: 4,
    parallelism: 1,
    backoffLimitPerIndex: 0,
    maxFailedIndexes: 1,
    template: jobTemplate(FAILS),
  },
};

/** Jobs that fail, each for a reason of its own, and what is told of them. */
export const jobFailed: TraceCase = {
  name: 'job-failed',
  async run(space) {
    const nameOf = (key: string): string => key.toLowerCase();
    for (const [key, spec] of Object.entries(SPECS)) await done(space.create('jobs', job(nameOf(key), spec)));
    const trace: Record<string, Json> = {};
    for (const key of Object.keys(SPECS)) {
      const ended = await untilObject(space, 'jobs', nameOf(key), isOver);
      const { body } = await space.list('pods', { labelSelector: `batch.kubernetes.io/job-name=${nameOf(key)}` });
      trace[key] = {
        status: jobProgress(ended),
        // Those that end with their Job are gone a moment later.
        pods: list(body, 'items')
          .filter((pod) => at(pod, 'metadata', 'deletionTimestamp') === undefined)
          .map((pod) => ({
            phase: text(pod, 'status', 'phase'),
            index: at(pod, 'metadata', 'annotations', 'batch.kubernetes.io/job-completion-index') ?? null,
            failures: at(pod, 'metadata', 'annotations', 'batch.kubernetes.io/job-index-failure-count') ?? null,
          }))
          .toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b))),
      };
    }
    const told = await toldOf(space, 'Job', [
      ...['BackoffLimitExceeded', 'DeadlineExceeded', 'FailedIndexes', 'MaxFailedIndexesExceeded', 'PodFailurePolicy'],
    ]);
    return { ...trace, events: told.filter((line) => line.startsWith('Warning')) };
  },
};

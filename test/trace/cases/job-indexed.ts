import { at, type Json, list, text } from '../json.ts';
import { ENDS, job, jobTemplate, SLEEPS } from '../objects.ts';
import { memberFacts, untilObject } from '../observed-sets.ts';
import { done } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';
import { isOver, jobProgress } from './job-complete.ts';

/** Pods that know which part of the work is theirs, and a Job that some of them suffice. */
export const jobIndexed: TraceCase = {
  name: 'job-indexed',
  async run(space) {
    const indexed = { completionMode: 'Indexed', completions: 3, parallelism: 3 };
    await done(space.create('jobs', job('all', { ...indexed, template: jobTemplate(ENDS) })));
    const all = await untilObject(space, 'jobs', 'all', isOver);
    const pods = list((await space.list('pods', { labelSelector: 'job-name=all' })).body, 'items').toSorted((a, b) =>
      text(a, 'spec', 'hostname').localeCompare(text(b, 'spec', 'hostname')),
    );
    const script = { name: 'main', ...SLEEPS };
    await done(
      space.create('jobs', job('some', { ...indexed, backoffLimitPerIndex: 1, template: jobTemplate(script) })),
    );
    const some = await untilObject(space, 'jobs', 'some', (object) => at(object, 'status', 'active') === 3);
    const waiting = list((await space.list('pods', { labelSelector: 'job-name=some' })).body, 'items');
    await done(space.patch('merge', 'jobs', 'some', { spec: { completions: 1, parallelism: 1 } }));
    const fewer = await space.until<readonly Json[]>(
      'one pod',
      async () => list((await space.list('pods', { labelSelector: 'job-name=some' })).body, 'items'),
      (found) => found.length === 1,
    );
    return {
      all: jobProgress(all),
      pods: pods.map((pod) => ({
        ...(memberFacts(pod) as Record<string, Json>),
        env: at(pod, 'spec', 'containers', 0, 'env') ?? null,
      })),
      some: {
        active: at(some, 'status', 'active') ?? null,
        failedIndexes: at(some, 'status', 'failedIndexes') ?? null,
      },
      failures: waiting.map(
        (pod) => at(pod, 'metadata', 'annotations', 'batch.kubernetes.io/job-index-failure-count') ?? null,
      ),
      fewer: fewer.map((pod) => text(pod, 'spec', 'hostname')),
    };
  },
};

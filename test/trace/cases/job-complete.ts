import { at, type Json, list, text } from '../json.ts';
import { ENDS, job, jobTemplate } from '../objects.ts';
import { memberFacts, toldOf, untilObject } from '../observed-sets.ts';
import { conditions, done } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

export const isOver = (object: Json): boolean =>
  list(object, 'status', 'conditions').some(
    (one) => ['Complete', 'Failed'].includes(text(one, 'type')) && text(one, 'status') === 'True',
  );

/** Counters and conditions of a Job. */
export const jobProgress = (object: Json): Json => ({
  ...(at(object, 'status') as Record<string, Json>),
  conditions: conditions(object),
});

/** A Job whose pods end well: they are held until they are counted, and the Job says how it ended. */
export const jobComplete: TraceCase = {
  name: 'job-complete',
  async run(space) {
    await done(space.create('jobs', job('task', { completions: 2, template: jobTemplate(ENDS) })));
    const held = await space.until<Json>(
      'a pod of the Job',
      async () => list((await space.list('pods')).body, 'items')[0] ?? null,
      (found) => found !== null,
    );
    const task = await untilObject(space, 'jobs', 'task', isOver);
    await done(space.create('jobs', job('none', { completions: 0 })));
    const none = await untilObject(space, 'jobs', 'none', isOver);
    const pods = list((await space.list('pods')).body, 'items');
    return {
      held: memberFacts(held),
      task: jobProgress(task),
      labels: at(task, 'metadata', 'labels') ?? null,
      generation: at(task, 'metadata', 'generation') ?? null,
      pods: pods.map((pod) => ({
        phase: at(pod, 'status', 'phase') ?? null,
        finalizers: at(pod, 'metadata', 'finalizers') ?? null,
        conditions: conditions(pod),
      })),
      none: jobProgress(none),
      events: (await toldOf(space, 'Job', ['SuccessfulCreate', 'Completed'])).map((line) =>
        line.replace(/task-\S+$/, 'task-<suffix>'),
      ),
    };
  },
};

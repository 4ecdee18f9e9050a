import { at, count, type Json, list, text } from '../json.ts';
import { job } from '../objects.ts';
import { toldOf, untilObject } from '../observed-sets.ts';
import { conditions, done } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** A Job that waits, goes on and waits again, and one with fewer pods than before. */
export const jobSuspended: TraceCase = {
  name: 'job-suspended',
  async run(space) {
    await done(space.create('jobs', job('task', { suspend: true, completions: 4, parallelism: 3 })));
    const isSuspended = (wanted: string) => (object: Json) =>
      list(object, 'status', 'conditions').some(
        (one) => text(one, 'type') === 'Suspended' && text(one, 'status') === wanted,
      );
    const shown = (object: Json): Json => ({
      conditions: conditions(object),
      active: count(object, 'status', 'active'),
      ready: at(object, 'status', 'ready') ?? null,
      terminating: at(object, 'status', 'terminating') ?? null,
      failed: count(object, 'status', 'failed'),
      hasStarted: at(object, 'status', 'startTime') !== undefined,
    });
    const active = (number: number) => (object: Json) => count(object, 'status', 'active') === number;
    const first = await untilObject(space, 'jobs', 'task', isSuspended('True'));
    await done(space.patch('merge', 'jobs', 'task', { spec: { suspend: false } }));
    const second = await untilObject(
      space,
      'jobs',
      'task',
      (object) => isSuspended('False')(object) && active(3)(object),
    );
    await done(space.patch('merge', 'jobs', 'task', { spec: { parallelism: 1 } }));
    const isCalm = (object: Json): boolean => count(object, 'status', 'terminating') === 0;
    const third = await untilObject(space, 'jobs', 'task', (object) => active(1)(object) && isCalm(object));
    await done(space.patch('merge', 'jobs', 'task', { spec: { suspend: true } }));
    const fourth = await untilObject(
      space,
      'jobs',
      'task',
      (object) => isSuspended('True')(object) && active(0)(object) && isCalm(object),
    );
    return {
      first: shown(first),
      second: shown(second),
      third: shown(third),
      fourth: shown(fourth),
      pods: list((await space.list('pods')).body, 'items').length,
      events: [
        ...new Set(
          (await toldOf(space, 'Job', ['Suspended', 'Resumed', 'SuccessfulCreate', 'SuccessfulDelete'])).map((line) =>
            line.replace(/task-\S+$/, 'task-<suffix>'),
          ),
        ),
      ],
    };
  },
};

import { at, type Json, text } from '../json.ts';
import { deployment, unplacedTemplate } from '../objects.ts';
import { progress, readDeployment, untilSizes } from '../observed.ts';
import { conditions, done } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** A rollout that gets nowhere is reported by its deadline, and reported only; a new template starts the clock again. */
export const stuckRollout: TraceCase = {
  name: 'stuck-rollout',
  async run(space) {
    await done(space.create('deployments', deployment('web', { replicas: 2, progressDeadlineSeconds: 4 })));
    const late = (reason: string) =>
      space.until(
        `a Deployment with ${reason}`,
        () => readDeployment(space),
        (object) =>
          JSON.stringify(conditions(object)).includes(reason) &&
          at(object, 'status', 'observedGeneration') === at(object, 'metadata', 'generation'),
      );
    const first = progress(await late('ProgressDeadlineExceeded'));
    const since = text(await readDeployment(space), 'metadata', 'resourceVersion');
    await done(
      space.patch('merge', 'deployments', 'web', {
        spec: { template: unplacedTemplate('web', { image: 'main:2' }) },
      }),
    );
    const again: string[] = [];
    for await (const { object } of space.watch('deployments', { resourceVersion: since })) {
      const progressing = (conditions(object) as Json[]).find((one) => text(one, 'type') === 'Progressing') ?? null;
      const reason = text(progressing, 'reason');
      if (again.at(-1) !== reason) again.push(reason);
      if (reason === 'NewReplicaSetCreated') break;
    }
    await untilSizes(space, [2, 1]);
    const second = progress(await late('ProgressDeadlineExceeded'));
    await done(space.patch('merge', 'deployments', 'web', { spec: { progressDeadlineSeconds: 600 } }));
    return { first, again, second };
  },
};

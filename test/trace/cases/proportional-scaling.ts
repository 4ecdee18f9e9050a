import { at, type Json, list } from '../json.ts';
import { deployment, unplacedTemplate } from '../objects.ts';
import { untilSizes } from '../observed.ts';
import { done } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** A Deployment that is scaled in the middle of a rollout spreads the difference over its ReplicaSets.
 *  @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#proportional-scaling */
export const proportionalScaling: TraceCase = {
  name: 'proportional-scaling',
  async run(space) {
    const scale = (replicas: number) => space.patch('merge', 'deployments', 'web', { spec: { replicas } });
    const strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 3, maxUnavailable: 2 } };
    await done(space.create('deployments', deployment('web', { replicas: 10, strategy })));
    await untilSizes(space, [10]);
    await done(
      space.patch('merge', 'deployments', 'web', {
        spec: { template: unplacedTemplate('web', { image: 'main:2' }) },
      }),
    );
    const rolled = await untilSizes(space, [8, 5]);
    await scale(15);
    const up = await space.until<Json>(
      'eighteen pods',
      async () => (await space.get('deployments', 'web')).body,
      (object) =>
        at(object, 'status', 'replicas') === 18 &&
        at(object, 'status', 'observedGeneration') === at(object, 'metadata', 'generation'),
    );
    const sized = list((await space.list('replicasets')).body, 'items')
      .map((one) => Number(at(one, 'spec', 'replicas')))
      .sort((a, b) => a - b);
    return { rolled: at(rolled, 'sizes') ?? null, up: at(up, 'status', 'replicas') ?? null, sized };
  },
};

import { at, type Json, list } from '../json.ts';
import { deployment, unplacedTemplate } from '../objects.ts';
import { eventReasons, replicaSetFacts, revision, untilSizes } from '../observed.ts';
import { done } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** The earlier template again: the earlier ReplicaSet is used again, under the next revision. */
export const undo: TraceCase = {
  name: 'undo',
  async run(space) {
    const image = (tag: string) =>
      space.patch('merge', 'deployments', 'web', {
        spec: { template: unplacedTemplate('web', { image: `main:${tag}` }) },
      });
    await done(
      space.create(
        'deployments',
        deployment('web', {
          replicas: 1,
          strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
        }),
      ),
    );
    const first = await untilSizes(space, [1]);
    await image('2');
    const second = await untilSizes(space, [0, 1]);
    await image('1');
    const third = await untilSizes(space, [0, 1]);
    const shown = (seen: Json): Json => ({
      revision: revision(at(seen, 'deployment') ?? null),
      replicaSets: list(seen, 'replicaSets').map(replicaSetFacts),
    });
    await done(
      space.patch('merge', 'deployments', 'web', {
        metadata: { annotations: { 'kubernetes.io/change-cause': 'x' } },
      }),
    );
    const annotated = await space.until<Json>(
      'an annotation on the ReplicaSet',
      () => untilSizes(space, [0, 1]),
      (seen) => at(seen, 'replicaSets', 1, 'metadata', 'annotations', 'kubernetes.io/change-cause') === 'x',
    );
    return {
      first: shown(first),
      second: shown(second),
      third: shown(third),
      annotated: shown(annotated),
      events: await eventReasons(space, 'Deployment', ['Normal ScalingReplicaSet']),
    };
  },
};

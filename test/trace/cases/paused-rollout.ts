import { at, type Json, list } from '../json.ts';
import { deployment, unplacedTemplate } from '../objects.ts';
import { isCounted, readDeployment, readReplicaSets, revision, sizes, untilSizes } from '../observed.ts';
import { conditions, done } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** A paused Deployment scales, and does not roll out. */
export const pausedRollout: TraceCase = {
  name: 'paused-rollout',
  async run(space) {
    const merge = (spec: Json) => space.patch('merge', 'deployments', 'web', { spec });
    const settled = (reason: string) =>
      space.until<Json>(
        `a Deployment with ${reason}`,
        async () => ({ deployment: await readDeployment(space), replicaSets: await readReplicaSets(space) }),
        (seen) =>
          isCounted(at(seen, 'deployment') ?? null, list(seen, 'replicaSets')) && JSON.stringify(seen).includes(reason),
      );
    const shown = (seen: Json): Json => ({
      revision: revision(at(seen, 'deployment') ?? null),
      sizes: sizes(list(seen, 'replicaSets')),
      conditions: (conditions(at(seen, 'deployment') ?? null) as Json[]).map(
        (one) => [at(one, 'type'), at(one, 'status'), at(one, 'reason')] as Json,
      ),
      updated: at(seen, 'deployment', 'status', 'updatedReplicas') ?? null,
    });
    await done(space.create('deployments', deployment('web', { replicas: 2 })));
    await untilSizes(space, [2]);
    await merge({ paused: true });
    const paused = shown(await settled('DeploymentPaused'));
    await merge({ template: unplacedTemplate('web', { image: 'main:2' }), replicas: 3 });
    await untilSizes(space, [3]);
    const changed = shown(await settled('DeploymentPaused'));
    await merge({ paused: false });
    await untilSizes(space, [3, 1]);
    return { paused, changed, resumed: shown(await settled('ReplicaSetUpdated')) };
  },
};

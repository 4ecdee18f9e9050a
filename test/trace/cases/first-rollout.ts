import { at, type Json, list } from '../json.ts';
import { deployment } from '../objects.ts';
import { eventReasons, progress, readPods, replicaSetFacts, untilSizes } from '../observed.ts';
import { done } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** What a controller makes of a new Deployment: one ReplicaSet, its pods, and counters while none of them is placed. */
export const firstRollout: TraceCase = {
  name: 'first-rollout',
  async run(space) {
    await done(
      space.create(
        'deployments',
        deployment('web', { replicas: 2 }, { annotations: { team: 'shop' }, labels: { of: 'object' } }),
      ),
    );
    const seen = await untilSizes(space, [2]);
    const settled = await space.until(
      'a condition about availability',
      async () => (await space.get('deployments', 'web')).body,
      (object) =>
        JSON.stringify(object).includes('MinimumReplicasUnavailable') &&
        JSON.stringify(object).includes('ReplicaSetUpdated'),
    );
    const [pod] = await readPods(space);
    return {
      deployment: { annotations: at(settled, 'metadata', 'annotations') ?? null, ...(progress(settled) as object) },
      replicaSets: list(seen, 'replicaSets').map((one) => ({
        ...(replicaSetFacts(one) as object),
        status: at(one, 'status') ?? null,
        spec: at(one, 'spec') ?? null,
      })),
      pod: {
        generateName: at(pod, 'metadata', 'generateName') ?? null,
        labels: at(pod, 'metadata', 'labels') ?? null,
        owner: at(pod, 'metadata', 'ownerReferences') ?? null,
        phase: at(pod, 'status', 'phase') ?? null,
      } satisfies Record<string, Json>,
      events: {
        deployment: await eventReasons(space, 'Deployment', ['Normal ScalingReplicaSet']),
        replicaSet: await eventReasons(space, 'ReplicaSet', ['Normal SuccessfulCreate']),
      },
    };
  },
};

import { at, type Json, list } from '../json.ts';
import { deployment } from '../objects.ts';
import { readPods, readReplicaSets } from '../observed.ts';
import { done, outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** In the foreground, the owner waits for what it owns, down to the last pod. */
export const cascadeForeground: TraceCase = {
  name: 'cascade-foreground',
  async run(space) {
    await done(space.create('deployments', deployment('web', { replicas: 1 })));
    const [pod] = await space.until(
      // Its first condition comes after the garbage collector has heard of it: one that has not lets the owner go at once.
      'a pod with a condition',
      async () => (await readPods(space)) as Json[],
      (pods) => list(pods[0], 'status', 'conditions').length > 0,
    );
    const name = String(at(pod, 'metadata', 'name'));
    const hold = (finalizers: Json) => space.patch('merge', 'pods', name, { metadata: { finalizers } });
    await hold(['trace.invalid/hold']);
    const shown = (object: Json): Json => ({
      finalizers: at(object, 'metadata', 'finalizers') ?? null,
      deleted: at(object, 'metadata', 'deletionTimestamp') ?? null,
      grace: at(object, 'metadata', 'deletionGracePeriodSeconds') ?? null,
    });
    const deleted = outcome(await space.delete('deployments', 'web', { propagationPolicy: 'Foreground' }), shown);
    const [replicaSet] = await space.until(
      'a ReplicaSet that is being deleted',
      async () => (await readReplicaSets(space)) as Json[],
      (found) => at(found[0], 'metadata', 'deletionTimestamp') !== undefined,
    );
    const held = await space.until(
      'a pod that is being deleted',
      async () => (await space.get('pods', name)).body,
      (found) => at(found, 'metadata', 'deletionTimestamp') !== undefined,
    );
    const owner = outcome(await space.get('deployments', 'web'), shown);
    await hold(null);
    const gone = await space.until<Json>(
      'a Deployment that is gone',
      async () => outcome(await space.get('deployments', 'web')),
      (told) => at(told, 'status') === 404,
    );
    return {
      deleted,
      replicaSet: shown(replicaSet ?? null),
      pod: shown(held),
      owner,
      gone,
      left: [(await readPods(space)).length, (await readReplicaSets(space)).length],
    };
  },
};

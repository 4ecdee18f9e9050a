import { at, type Json } from '../json.ts';
import { deployment } from '../objects.ts';
import { readPods, readReplicaSets } from '../observed.ts';
import { done, outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** Orphans stay, and a new Deployment with the same selector adopts them. */
export const cascadeOrphan: TraceCase = {
  name: 'cascade-orphan',
  async run(space) {
    await done(space.create('deployments', deployment('web', { replicas: 1 })));
    await space.until(
      'a pod',
      async () => (await readPods(space)).length,
      (pods) => pods === 1,
    );
    const deleted = (await space.delete('deployments', 'web', { propagationPolicy: 'Orphan' })).status;
    const gone = await space.until<Json>(
      'a Deployment that is gone',
      async () => outcome(await space.get('deployments', 'web')),
      (told) => at(told, 'status') === 404,
    );
    const owners = async () =>
      (await readReplicaSets(space)).map((one) => ({
        uid: at(one, 'metadata', 'uid') ?? null,
        owner: at(one, 'metadata', 'ownerReferences') ?? null,
      }));
    const orphans = await owners();
    await done(space.create('deployments', deployment('web', { replicas: 1 })));
    const adopted = await space.until('an adopted ReplicaSet', owners, (found) =>
      JSON.stringify(found).includes('Deployment'),
    );
    return { deleted, gone, orphans, adopted, pods: (await readPods(space)).length };
  },
};

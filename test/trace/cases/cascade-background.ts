import { at, type Json } from '../json.ts';
import { deployment } from '../objects.ts';
import { readPods, readReplicaSets } from '../observed.ts';
import { done, outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** A deleted Deployment is gone at once; what it owned follows. */
export const cascadeBackground: TraceCase = {
  name: 'cascade-background',
  async run(space) {
    await done(space.create('deployments', deployment('web', { replicas: 2 })));
    const owned = await space.until(
      'two pods',
      async () => (await readPods(space)).length,
      (pods) => pods === 2,
    );
    const deleted = outcome(await space.delete('deployments', 'web', { propagationPolicy: 'Background' }), (object) =>
      at(object, 'status'),
    );
    const gone = outcome(await space.get('deployments', 'web'));
    const left = await space.until<Json>(
      'nothing left',
      async () => ({ pods: (await readPods(space)).length, replicaSets: (await readReplicaSets(space)).length }),
      (seen) => at(seen, 'pods') === 0 && at(seen, 'replicaSets') === 0,
    );
    return { owned, deleted, gone, left };
  },
};

import { at, isObject, type Json } from '../json.ts';
import { deployment } from '../objects.ts';
import { done, outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** The scale subresource: read, written and patched. */
export const scale: TraceCase = {
  name: 'scale',
  async run(space) {
    await done(space.create('deployments', deployment('web', { replicas: 0 })));
    const read = await space.get('deployments', 'web', 'scale');
    const sized = (replicas: number): Json => ({ ...(isObject(read.body) ? read.body : {}), spec: { replicas } });
    const noVersion = {
      apiVersion: 'autoscaling/v1',
      kind: 'Scale',
      metadata: { name: 'web', namespace: space.namespace },
    };
    const spec = (object: Json) => at(object, 'spec');
    return {
      read: outcome({ ...read, body: JSON.parse(JSON.stringify(read.body)) as Json }, (object) => object),
      negative: outcome(await space.replace('deployments', sized(-1), 'scale')),
      otherName: outcome(
        await space.api.request('PUT', space.path('deployments', 'web', 'scale'), {
          body: { ...noVersion, metadata: { name: 'other' }, spec: { replicas: 1 } },
        }),
      ),
      written: outcome(await space.replace('deployments', { ...noVersion, spec: { replicas: 2 } }, 'scale'), spec),
      stale: outcome(await space.replace('deployments', sized(1), 'scale')),
      patched: outcome(await space.patch('merge', 'deployments', 'web', { spec: { replicas: 3 } }, 'scale'), spec),
      pods: await space.until(
        'three pods',
        async () => at((await space.get('deployments', 'web', 'scale')).body, 'status') ?? null,
        (status) => at(status, 'replicas') === 3,
      ),
      ofNothing: outcome(await space.get('deployments', 'none', 'scale')),
      ofPods: outcome(await space.get('pods', 'none', 'scale')),
    };
  },
};

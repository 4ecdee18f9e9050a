import { list, text } from '../json.ts';
import { configMap } from '../objects.ts';
import { done, outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** Deletion under conditions, and of a whole selection. */
export const deleteOptions: TraceCase = {
  name: 'delete-options',
  async run(space) {
    const one = (await space.create('configmaps', configMap('one'))).body;
    const uid = '11111111-1111-4111-8111-111111111111';
    for (const [name, app] of [
      ['a', 'web'],
      ['b', 'web'],
      ['c', 'api'],
    ] as const)
      await done(space.create('configmaps', configMap(name, {}, { labels: { app } })));
    return {
      otherUid: outcome(await space.delete('configmaps', 'one', { preconditions: { uid } })),
      otherVersion: outcome(await space.delete('configmaps', 'one', { preconditions: { resourceVersion: '1' } })),
      otherPolicy: outcome(await space.delete('configmaps', 'one', { propagationPolicy: 'Sideways' })),
      itself: outcome(
        await space.delete('configmaps', 'one', { preconditions: { uid: text(one, 'metadata', 'uid') } }),
        (object) => object,
      ),
      selection: outcome(
        await space.api.request('DELETE', space.path('configmaps'), { query: { labelSelector: 'app=web' } }),
      ),
      left: outcome(await space.list('configmaps', { labelSelector: 'app' }), (found) =>
        list(found, 'items').map((item) => text(item, 'metadata', 'name')),
      ),
    };
  },
};

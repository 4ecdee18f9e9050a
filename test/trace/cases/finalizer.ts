import { at, type Json } from '../json.ts';
import { configMap } from '../objects.ts';
import { done, outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** A finalizer keeps a deleted object until it is taken off. */
export const finalizer: TraceCase = {
  name: 'finalizer',
  async run(space) {
    const shown = (object: Json): Json => ({
      kind: at(object, 'kind') ?? null,
      finalizers: at(object, 'metadata', 'finalizers') ?? null,
      deleted: at(object, 'metadata', 'deletionTimestamp') ?? null,
      grace: at(object, 'metadata', 'deletionGracePeriodSeconds') ?? null,
    });
    await done(space.create('configmaps', configMap('one', {}, { finalizers: ['trace.invalid/hold'] })));
    const merge = (patch: Json) => space.patch('merge', 'configmaps', 'one', patch);
    return {
      unqualified: outcome(await space.create('configmaps', configMap('two', {}, { finalizers: ['hold'] }))),
      deleted: outcome(await space.delete('configmaps', 'one'), shown),
      stillThere: outcome(await space.get('configmaps', 'one'), shown),
      deletedAgain: outcome(await space.delete('configmaps', 'one'), shown),
      createdMeanwhile: outcome(await space.create('configmaps', configMap('one'))),
      changed: outcome(await merge({ data: { a: 'b' } }), shown),
      another: outcome(await merge({ metadata: { finalizers: ['trace.invalid/hold', 'trace.invalid/more'] } })),
      released: outcome(await merge({ metadata: { finalizers: null } }), shown),
      gone: outcome(await space.get('configmaps', 'one')),
    };
  },
};

import { at, type Json } from '../json.ts';
import { configMap } from '../objects.ts';
import { done, outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** What says it belongs to something that never was is collected; what still has one living owner is not. */
export const dependentsOfNothing: TraceCase = {
  name: 'dependents-of-nothing',
  async run(space) {
    const owner = (await space.create('configmaps', configMap('owner'))).body;
    const second = (await space.create('configmaps', configMap('second'))).body;
    const reference = (object: Json) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      name: String(at(object, 'metadata', 'name')),
      uid: String(at(object, 'metadata', 'uid')),
    });
    await done(
      space.create('configmaps', configMap('both', {}, { ownerReferences: [reference(owner), reference(second)] })),
    );
    await done(space.create('configmaps', configMap('one', {}, { ownerReferences: [reference(owner)] })));
    const incomplete = outcome(
      await space.create(
        'configmaps',
        configMap('bad', {}, { ownerReferences: [{ kind: 'ConfigMap', name: 'owner' } as Json] }),
      ),
    );
    await done(space.delete('configmaps', 'owner'));
    const gone = await space.until<Json>(
      'a dependent that is gone',
      async () => outcome(await space.get('configmaps', 'one')),
      (told) => at(told, 'status') === 404,
    );
    const kept = await space.until<Json>(
      'one owner left',
      async () => at((await space.get('configmaps', 'both')).body, 'metadata', 'ownerReferences') ?? null,
      (owners) => (owners as Json[]).length === 1,
    );
    return { incomplete, gone, kept };
  },
};

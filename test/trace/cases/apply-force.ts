import { at, type Json } from '../json.ts';
import { configMap } from '../objects.ts';
import { done, managers, outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** Force takes the field and its ownership; the loser's next apply is refused in turn. */
export const applyForce: TraceCase = {
  name: 'apply-force',
  async run(space) {
    const shown = (object: Json): Json => ({ data: at(object, 'data') ?? null, managers: managers(object) });
    await done(space.apply('ci', 'configmaps', configMap('one', { a: '1', b: '1' })));
    return {
      forced: outcome(await space.apply('other', 'configmaps', configMap('one', { a: '2' }), { force: 'true' }), shown),
      loser: outcome(await space.apply('ci', 'configmaps', configMap('one', { a: '1', b: '1' }))),
      loserGivesUp: outcome(await space.apply('ci', 'configmaps', configMap('one', { b: '1' })), shown),
      wholeBook: outcome(
        await space.apply('other', 'configmaps', configMap('one', { a: '2', b: '2' }), { force: 'true' }),
        shown,
      ),
    };
  },
};

import { at, type Json } from '../json.ts';
import { configMap, deployment } from '../objects.ts';
import { done, managers, outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** A dry run answers as the write would, and changes nothing. */
export const dryRun: TraceCase = {
  name: 'dry-run',
  async run(space) {
    const dry = { dryRun: 'All' };
    const shown = (object: Json): Json => ({
      data: at(object, 'data') ?? null,
      managers: managers(object).map((entry) => at(entry, 'manager') ?? null),
    });
    const created = outcome(await space.create('configmaps', configMap('one', { a: '1' }), dry), shown);
    const notThere = outcome(await space.get('configmaps', 'one'));
    await done(space.create('configmaps', configMap('one', { a: '1' })));
    const before = (await space.get('configmaps', 'one')).body;
    const trace = {
      created,
      notThere,
      createdAgain: outcome(await space.create('configmaps', configMap('one'), dry)),
      patched: outcome(await space.patch('merge', 'configmaps', 'one', { data: { a: '2' } }, undefined, dry), shown),
      replaced: outcome(await space.replace('configmaps', configMap('one', { a: '3' }), undefined, dry), shown),
      applied: outcome(await space.apply('ci', 'configmaps', configMap('one', { b: '4' }), dry), shown),
      appliedAgainst: outcome(await space.apply('ci', 'configmaps', configMap('one', { a: '5' }), dry)),
      appliedNew: outcome(await space.apply('ci', 'configmaps', configMap('two', { b: '4' }), dry), shown),
      deleted: outcome(await space.delete('configmaps', 'one', { dryRun: ['All'] })),
      invalid: outcome(await space.create('deployments', deployment('web', { replicas: -1 }), dry)),
      otherWord: outcome(await space.create('configmaps', configMap('three'), { dryRun: 'Some' })),
    };
    const after = (await space.get('configmaps', 'one')).body;
    return {
      ...trace,
      secondNotThere: outcome(await space.get('configmaps', 'two')),
      unchanged: JSON.stringify(before) === JSON.stringify(after),
    };
  },
};

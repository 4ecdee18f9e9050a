import { at, type Json } from '../json.ts';
import { configMap } from '../objects.ts';
import { done, outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** JSON patch, and what is said when an operation does not fit. @see https://www.rfc-editor.org/rfc/rfc6902 */
export const jsonPatch: TraceCase = {
  name: 'json-patch',
  async run(space) {
    await done(space.create('configmaps', configMap('one', { a: '1', b: '2' }, { labels: { 'b/c': '2' } })));
    const patch = async (...operations: Json[]) =>
      outcome(await space.patch('json', 'configmaps', 'one', operations), (object) => at(object, 'data'));
    return {
      all: await patch(
        { op: 'test', path: '/data/a', value: '1' },
        { op: 'add', path: '/data/d', value: '3' },
        { op: 'replace', path: '/data/a', value: '4' },
        { op: 'copy', from: '/data/a', path: '/data/e' },
        { op: 'move', from: '/metadata/labels/b~1c', path: '/data/f' },
        { op: 'remove', path: '/data/d' },
      ),
      testFails: await patch({ op: 'test', path: '/data/a', value: '9' }),
      missing: await patch({ op: 'remove', path: '/data/none' }),
      replaceMissing: await patch({ op: 'replace', path: '/data/none', value: '1' }),
      deepMissing: await patch({ op: 'add', path: '/spec/x/y', value: '1' }),
      noList: outcome(await space.patch('json', 'configmaps', 'one', { op: 'remove', path: '/data/a' })),
      otherOperation: await patch({ op: 'erase', path: '/data/a' }),
      wrongType: await patch({ op: 'add', path: '/data/a', value: 5 }),
    };
  },
};

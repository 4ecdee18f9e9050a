import { at, type Json } from '../json.ts';
import { configMap } from '../objects.ts';
import { conditions, done, outcome, withoutManagers } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** Nothing is made where there is no namespace, or in one that is ending. */
export const namespaces: TraceCase = {
  name: 'namespaces',
  async run(space) {
    const path = `/api/v1/namespaces/${space.namespace}`;
    const nowhere = `/api/v1/namespaces/${space.namespace}-not`;
    await done(space.create('configmaps', configMap('held', {}, { finalizers: ['trace.invalid/hold'] })));
    const read = outcome(await space.api.request('GET', path), withoutManagers);
    const missing = outcome(await space.api.request('POST', `${nowhere}/configmaps`, { body: configMap('one') }));
    const listed = outcome(await space.api.request('GET', `${nowhere}/configmaps`), (found) => at(found, 'items'));
    const invalid = outcome(
      await space.api.request('POST', '/api/v1/namespaces', {
        body: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'A.b' } },
      }),
    );
    const ended = outcome(await space.api.request('DELETE', path), (object) => at(object, 'status', 'phase'));
    const created = outcome(await space.create('configmaps', configMap('late')));
    const held = await space.until(
      'a namespace that says what holds it',
      async () => (await space.api.request('GET', path)).body,
      (object) => JSON.stringify(object).includes('SomeFinalizersRemain'),
    );
    const trace = {
      read,
      missing,
      listed,
      invalid,
      ended,
      created,
      phase: at(held, 'status', 'phase'),
      why: conditions(held),
    };
    await done(space.patch('merge', 'configmaps', 'held', { metadata: { finalizers: null } }));
    const gone = await space.until<Json>(
      'a namespace that is gone',
      async () => outcome(await space.api.request('GET', path)),
      (told) => at(told, 'status') === 404,
    );
    return { ...trace, gone };
  },
};

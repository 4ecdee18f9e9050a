import { at, type Json, text } from '../json.ts';
import { configMap } from '../objects.ts';
import { done } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';
import type { Workspace } from '../workspace.ts';

/** A watch tells every change since its version, in order; with a selector, an object that leaves the selection is gone. */
export const watchOrder: TraceCase = {
  name: 'watch-order',
  async run(space) {
    await done(space.create('configmaps', configMap('before', { step: '0' }, { labels: { app: 'web' } })));
    const version = text((await space.list('configmaps')).body, 'metadata', 'resourceVersion');
    await done(space.create('configmaps', configMap('one', { step: '1' }, { labels: { app: 'web' } })));
    await done(space.patch('merge', 'configmaps', 'one', { data: { step: '2' } }));
    await done(space.patch('merge', 'configmaps', 'one', { data: { step: '2' } }));
    await done(space.patch('merge', 'configmaps', 'one', { metadata: { labels: { app: 'api' } } }));
    await done(space.patch('merge', 'configmaps', 'one', { metadata: { labels: { app: 'web' } } }));
    await done(space.delete('configmaps', 'one'));
    await done(space.delete('configmaps', 'before'));
    await done(space.create('configmaps', configMap('last', {}, { labels: { app: 'web' } })));
    return {
      all: await seen(space, { resourceVersion: version }),
      selected: await seen(space, { resourceVersion: version, labelSelector: 'app=web' }),
      byName: await seen(space, { resourceVersion: version, fieldSelector: 'metadata.name=last' }),
      fromTheStart: await seen(space, { labelSelector: 'app=web' }),
    };
  },
};

async function seen(space: Workspace, query: Record<string, string>): Promise<Json> {
  const events: Json[] = [];
  for await (const { type, object } of space.watch('configmaps', query)) {
    const name = text(object, 'metadata', 'name');
    if (name !== 'kube-root-ca.crt')
      events.push({
        type,
        name,
        data: at(object, 'data') ?? null,
        resourceVersion: at(object, 'metadata', 'resourceVersion') ?? null,
      });
    if (name === 'last') break;
  }
  return events;
}

import { at, type Json, text } from '../json.ts';
import { configMap } from '../objects.ts';
import { done, outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** A watch that begins with what is there, and marks where that ends.
 *  @see https://kubernetes.io/docs/reference/using-api/api-concepts/#streaming-lists */
export const watchInitialEvents: TraceCase = {
  name: 'watch-initial-events',
  async run(space) {
    for (const name of ['a', 'b'])
      await done(space.create('configmaps', configMap(name, {}, { labels: { own: 'yes' } })));
    const query = { sendInitialEvents: 'true', labelSelector: 'own=yes' };
    const full = { ...query, allowWatchBookmarks: 'true', resourceVersionMatch: 'NotOlderThan' };
    const events: Json[] = [];
    for await (const { type, object } of space.watch('configmaps', full)) {
      events.push({
        type,
        kind: at(object, 'kind') ?? null,
        name: at(object, 'metadata', 'name') ?? null,
        annotations: at(object, 'metadata', 'annotations') ?? null,
      });
      if (type === 'BOOKMARK') break;
    }
    const asked = (more: Record<string, string>) =>
      space.api.request('GET', space.path('configmaps'), { query: { ...query, watch: 'true', ...more } });
    return {
      events: events.toSorted(
        (a, b) => text(a, 'name').localeCompare(text(b, 'name')) * (text(a, 'type') === text(b, 'type') ? 1 : 0),
      ),
      withoutMatch: outcome(await asked({})),
      otherMatch: outcome(await asked({ resourceVersionMatch: 'Exact', resourceVersion: '1' })),
    };
  },
};

import type { Json } from '../json.ts';
import { configMap } from '../objects.ts';
import { done, outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** A watch from a version that no server remembers any more: the answer has begun, so 410 comes as an event. */
export const watchTooOld: TraceCase = {
  name: 'watch-too-old',
  async run(space) {
    await done(space.create('configmaps', configMap('one')));
    const events: Json[] = [];
    for await (const event of space.watch('configmaps', { resourceVersion: '1' })) {
      events.push({ ...event });
      break;
    }
    return {
      events,
      noNumber: outcome(
        await space.api.request('GET', space.path('configmaps'), { query: { watch: 'true', resourceVersion: 'x' } }),
      ),
    };
  },
};

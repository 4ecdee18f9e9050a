import { at, isObject } from '../json.ts';
import { configMap } from '../objects.ts';
import { outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** A write that was prepared on an older version is refused; one that names no version is not. */
export const updateConflict: TraceCase = {
  name: 'update-conflict',
  async run(space) {
    const first = (await space.create('configmaps', configMap('settings', { step: '1' }))).body;
    const metadata = isObject(first) && isObject(first['metadata']) ? first['metadata'] : {};
    const version = (step: string) => configMap('settings', { step }, { resourceVersion: metadata['resourceVersion'] });
    return {
      onTheFirst: outcome(await space.replace('configmaps', version('2')), (object) => at(object, 'data')),
      onTheFirstAgain: outcome(await space.replace('configmaps', version('3'))),
      patchOnTheFirst: outcome(
        await space.patch('merge', 'configmaps', 'settings', {
          metadata: { resourceVersion: metadata['resourceVersion'] ?? null },
          data: { step: '4' },
        }),
      ),
      withoutVersion: outcome(await space.replace('configmaps', configMap('settings', { step: '5' })), (object) =>
        at(object, 'data'),
      ),
      otherUid: outcome(
        await space.replace(
          'configmaps',
          configMap('settings', { step: '6' }, { uid: '11111111-1111-4111-8111-111111111111' }),
        ),
      ),
      otherName: outcome(
        await space.api.request('PUT', space.path('configmaps', 'settings'), { body: configMap('others') }),
      ),
      otherNamespace: outcome(await space.replace('configmaps', configMap('settings', {}, { namespace: 'default' }))),
    };
  },
};

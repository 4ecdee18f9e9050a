import type { JsonObject } from '../json.ts';
import { configMap, deployment, unplacedTemplate } from '../objects.ts';
import { done, managers, outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

const paused = (spec: JsonObject) => deployment('web', { replicas: 0, ...spec });

/** What another manager owns is not overwritten: 409 with its name, the field and the number of conflicts. */
export const applyConflict: TraceCase = {
  name: 'apply-conflict',
  async run(space) {
    await done(space.apply('ci', 'configmaps', configMap('one', { a: '1', b: '1' })));
    await done(space.apply('ci', 'deployments', paused({})));
    await done(space.patch('merge', 'configmaps', 'one', { data: { c: '1' } }));
    const other = (data: JsonObject) => space.apply('other', 'configmaps', configMap('one', data));
    return {
      oneField: outcome(await other({ a: '2' })),
      twoFields: outcome(await other({ a: '2', b: '2' })),
      withUpdater: outcome(await other({ c: '2' })),
      withBoth: outcome(await other({ a: '2', c: '2' })),
      equalValue: outcome(await other({ a: '1' }), managers),
      nowOfTwo: outcome(await space.apply('third', 'configmaps', configMap('one', { a: '3' }))),
      image: outcome(
        await space.apply('other', 'deployments', paused({ template: unplacedTemplate('web', { image: 'main:2' }) })),
      ),
      strategy: outcome(
        await space.apply('other', 'deployments', {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          metadata: { name: 'web' },
          spec: {
            replicas: 1,
            template: { spec: { containers: [{ name: 'main', image: 'main:3', ports: [{ containerPort: 1 }] }] } },
          },
        }),
      ),
    };
  },
};

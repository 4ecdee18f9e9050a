import { at, type Json, type JsonObject } from '../json.ts';
import { service } from '../objects.ts';
import { outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

const withContainers = (...containers: JsonObject[]): JsonObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: {
    replicas: 0,
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers } },
  },
});

/** Lists whose items have keys are merged item by item, in the order that the applier gives. */
export const applyListMaps: TraceCase = {
  name: 'apply-list-maps',
  async run(space) {
    const shown = (object: Json): Json => {
      const containers = at(object, 'spec', 'template', 'spec', 'containers');
      return (containers as Json[]).map((one) => ({
        name: at(one, 'name') ?? null,
        image: at(one, 'image') ?? null,
        env: at(one, 'env') ?? null,
        ports: at(one, 'ports') ?? null,
        mounts: at(one, 'volumeMounts') ?? null,
      }));
    };
    const apply = async (manager: string, ...containers: JsonObject[]) =>
      outcome(await space.apply(manager, 'deployments', withContainers(...containers)), shown);
    const env = (...names: string[]) => names.map((name) => ({ name, value: name.toLowerCase() }));
    const ports = (object: Json): Json => at(object, 'spec', 'ports') ?? null;
    const exposed = (...list: JsonObject[]) => service('web', { selector: { app: 'web' }, ports: list });
    return {
      first: await apply(
        'ci',
        { name: 'main', image: 'main:1', env: env('A', 'B'), ports: [{ containerPort: 80 }] },
        { name: 'side', image: 'side:1' },
      ),
      second: await apply('other', { name: 'main', env: env('C'), ports: [{ containerPort: 80, protocol: 'UDP' }] }),
      aThird: await apply('mesh', { name: 'proxy', image: 'proxy:1' }),
      reordered: await apply(
        'ci',
        { name: 'side', image: 'side:1' },
        { name: 'main', image: 'main:1', env: env('B', 'A'), ports: [{ containerPort: 80 }] },
      ),
      itemGone: await apply('ci', { name: 'main', image: 'main:1', env: env('B'), ports: [{ containerPort: 80 }] }),
      keyTwice: await apply('ci', { name: 'main', image: 'main:1', env: [...env('B'), ...env('B')] }),
      keyMissing: await apply('ci', { image: 'main:1' }),
      service: outcome(
        await space.apply('ci', 'services', exposed({ name: 'a', port: 80 }, { name: 'b', port: 81 })),
        ports,
      ),
      serviceChanged: outcome(
        await space.apply(
          'ci',
          'services',
          exposed({ name: 'a', port: 80, targetPort: 8080 }, { name: 'u', port: 81, protocol: 'UDP' }),
        ),
        ports,
      ),
    };
  },
};

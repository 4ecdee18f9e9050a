import { configMap, deployment } from '../objects.ts';
import { outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** Documents that are not what the path is for. */
export const wrongTypes: TraceCase = {
  name: 'wrong-types',
  async run(space) {
    const post = (body: Parameters<typeof space.create>[1], contentType?: string) =>
      space.api.request('POST', space.path('configmaps'), {
        body,
        ...(contentType === undefined ? {} : { contentType }),
      });
    return {
      otherKind: outcome(await post({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'one' } })),
      otherVersion: outcome(await post({ apiVersion: 'v2', kind: 'ConfigMap', metadata: { name: 'one' } })),
      numberForText: outcome(await post(configMap('one', { count: 1 }))),
      textForNumber: outcome(await space.create('deployments', deployment('web', { replicas: 'three' }))),
      otherNamespace: outcome(await post(configMap('one', {}, { namespace: 'default' }))),
      mediaType: outcome(await post(configMap('one'), 'text/csv')),
    };
  },
};

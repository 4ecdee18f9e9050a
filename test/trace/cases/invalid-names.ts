import { configMap, deployment, service, unplacedPod } from '../objects.ts';
import { outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** Names, labels and annotation keys that Kubernetes refuses, and its words for it. */
export const invalidNames: TraceCase = {
  name: 'invalid-names',
  async run(space) {
    const port = { ports: [{ port: 80 }] };
    return {
      configMap: outcome(await space.create('configmaps', configMap('Not_A_Name'))),
      configMapTooLong: outcome(await space.create('configmaps', configMap('x'.repeat(254)))),
      configMapKey: outcome(await space.create('configmaps', configMap('settings', { 'a b': 'c' }))),
      deployment: outcome(await space.create('deployments', deployment('web-'))),
      pod: outcome(await space.create('pods', unplacedPod('Web'))),
      service: outcome(await space.create('services', service('1web', port))),
      serviceTooLong: outcome(await space.create('services', service('x'.repeat(64), port))),
      labelValue: outcome(await space.create('configmaps', configMap('one', {}, { labels: { app: 'two words' } }))),
      labelKey: outcome(await space.create('configmaps', configMap('one', {}, { labels: { '-app': 'web' } }))),
      annotationKey: outcome(
        await space.create('configmaps', configMap('one', {}, { annotations: { 'a/b/c': 'web' } })),
      ),
    };
  },
};

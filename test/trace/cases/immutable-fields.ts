import { at } from '../json.ts';
import { configMap, deployment, service, unplacedPod, unplacedTemplate } from '../objects.ts';
import { done, outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** Fields that stay as they were created. */
export const immutableFields: TraceCase = {
  name: 'immutable-fields',
  async run(space) {
    await done(space.create('deployments', deployment('web', { replicas: 0 })));
    await done(space.create('pods', unplacedPod('one')));
    await done(space.create('services', service('web', { selector: { app: 'web' }, ports: [{ port: 80 }] })));
    await done(space.create('configmaps', { ...configMap('fixed', { a: 'b' }), immutable: true }));
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'key' }, type: 'Opaque' };
    await done(space.create('secrets', secret));
    return {
      selector: outcome(
        await space.patch('merge', 'deployments', 'web', {
          spec: { selector: { matchLabels: { app: 'other' } }, template: unplacedTemplate('other') },
        }),
      ),
      selectorByApply: outcome(
        await space.apply(
          'ci',
          'deployments',
          deployment('web', {
            selector: { matchLabels: { app: 'web', tier: 'front' } },
            template: { ...unplacedTemplate('web'), metadata: { labels: { app: 'web', tier: 'front' } } },
          }),
          { force: 'true' },
        ),
      ),
      podSpecification: outcome(await space.patch('merge', 'pods', 'one', { spec: { restartPolicy: 'Never' } })),
      podImage: outcome(
        await space.patch('strategic', 'pods', 'one', { spec: { containers: [{ name: 'main', image: 'main:2' }] } }),
        (object) => at(object, 'spec', 'containers', 0, 'image'),
      ),
      clusterAddress: outcome(await space.patch('merge', 'services', 'web', { spec: { clusterIP: '10.96.0.77' } })),
      configMap: outcome(await space.patch('merge', 'configmaps', 'fixed', { data: { a: 'c' } })),
      configMapMutable: outcome(await space.patch('merge', 'configmaps', 'fixed', { immutable: false })),
      secretType: outcome(await space.replace('secrets', { ...secret, type: 'kubernetes.io/tls' })),
      name: outcome(await space.patch('merge', 'configmaps', 'fixed', { metadata: { name: 'other' } })),
    };
  },
};

import { at, type Json } from '../json.ts';
import { configMap, deployment } from '../objects.ts';
import { done, outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** Strategic merge patch: lists with keys are merged, directives delete and replace.
 *  @see https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/ */
export const strategicPatch: TraceCase = {
  name: 'strategic-patch',
  async run(space) {
    const template = {
      metadata: { labels: { app: 'web' } },
      spec: {
        containers: [
          {
            name: 'main',
            image: 'main:1',
            args: ['a'],
            env: [{ name: 'A', value: '1' }],
            ports: [{ containerPort: 80 }],
          },
        ],
      },
    };
    await done(space.create('deployments', deployment('web', { replicas: 0, template })));
    const shown = (object: Json): Json =>
      (at(object, 'spec', 'template', 'spec', 'containers') as Json[]).map((one) => ({
        name: at(one, 'name') ?? null,
        image: at(one, 'image') ?? null,
        args: at(one, 'args') ?? null,
        env: at(one, 'env') ?? null,
        ports: at(one, 'ports') ?? null,
      }));
    const patch = async (...containers: Json[]) =>
      outcome(
        await space.patch('strategic', 'deployments', 'web', { spec: { template: { spec: { containers } } } }),
        shown,
      );
    return {
      merged: await patch({ name: 'main', image: 'main:2', args: ['b', 'c'], env: [{ name: 'B', value: '2' }] }),
      added: await patch({ name: 'side', image: 'side:1' }),
      deleted: await patch({ name: 'side', $patch: 'delete' }),
      envDeleted: await patch({ name: 'main', env: [{ name: 'A', $patch: 'delete' }] }),
      replaced: await patch({ name: 'main', image: 'main:3', $patch: 'replace' }, { name: 'x', image: 'x:1' }),
      noKey: await patch({ image: 'main:4' }),
      strategy: outcome(
        await space.patch('strategic', 'deployments', 'web', {
          spec: { strategy: { $retainKeys: ['type'], type: 'Recreate' } },
        }),
        (object) => at(object, 'spec', 'strategy'),
      ),
      labels: outcome(
        await space.patch('strategic', 'deployments', 'web', { metadata: { labels: { a: '1', b: null } } }),
        (object) => at(object, 'metadata', 'labels'),
      ),
      directive: outcome(await space.patch('strategic', 'deployments', 'web', { spec: { $patch: 'erase' } })),
      configMap: outcome(await space.create('configmaps', configMap('one', { a: '1' })), (object) =>
        at(object, 'data'),
      ),
      dataReplaced: outcome(
        await space.patch('strategic', 'configmaps', 'one', { data: { $patch: 'replace', b: '2' } }),
        (object) => at(object, 'data'),
      ),
      mediaType: outcome(
        await space.api.request('PATCH', space.path('configmaps', 'one'), {
          body: {},
          contentType: 'application/json',
        }),
      ),
    };
  },
};

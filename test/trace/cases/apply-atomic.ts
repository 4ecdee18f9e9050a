import { at, type Json, type JsonObject } from '../json.ts';
import { deployment, unplacedTemplate } from '../objects.ts';
import { outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** Lists and maps without keys have one owner, and are replaced as a whole. */
export const applyAtomic: TraceCase = {
  name: 'apply-atomic',
  async run(space) {
    const shown = (object: Json): Json => {
      const pod = at(object, 'spec', 'template', 'spec');
      return {
        args: at(pod, 'containers', 0, 'args') ?? null,
        tolerations: at(pod, 'tolerations') ?? null,
        nodeSelector: at(pod, 'nodeSelector') ?? null,
      };
    };
    const wanted = (args: string[], spec: JsonObject) => {
      const template = unplacedTemplate('web', { args });
      return deployment('web', {
        replicas: 0,
        template: { ...template, spec: { ...(template['spec'] as JsonObject), ...spec } },
      });
    };
    const spot = [{ key: 'spot', operator: 'Exists' }];
    const own = (pod: JsonObject): JsonObject => ({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
      spec: { template: { spec: pod } },
    });
    return {
      first: outcome(await space.apply('ci', 'deployments', wanted(['a', 'b'], { tolerations: spot })), shown),
      replaced: outcome(await space.apply('ci', 'deployments', wanted(['c'], { tolerations: [] })), shown),
      argsOfAnother: outcome(
        await space.apply('other', 'deployments', own({ containers: [{ name: 'main', args: ['c', 'd'] }] })),
      ),
      selectorOfAnother: outcome(await space.apply('other', 'deployments', own({ nodeSelector: { zone: 'b' } }))),
      selectorForced: outcome(
        await space.apply('other', 'deployments', own({ nodeSelector: { zone: 'b' } }), { force: 'true' }),
        shown,
      ),
    };
  },
};

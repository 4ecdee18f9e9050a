import { at, type Json } from '../json.ts';
import { deployment } from '../objects.ts';
import { done, outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** JSON merge patch: null removes, lists are replaced. @see https://www.rfc-editor.org/rfc/rfc7396 */
export const mergePatch: TraceCase = {
  name: 'merge-patch',
  async run(space) {
    await done(space.create('deployments', deployment('web', { replicas: 0 }, { labels: { a: '1', b: '1' } })));
    const patch = async (body: Json, select?: (object: Json) => Json | undefined) =>
      outcome(await space.patch('merge', 'deployments', 'web', body), select);
    return {
      labels: await patch({ metadata: { labels: { a: null, c: '2' } } }, (object) => at(object, 'metadata', 'labels')),
      toDefault: await patch({ spec: { replicas: null } }, (object) => at(object, 'spec', 'replicas')),
      list: await patch(
        { spec: { replicas: 0, template: { spec: { containers: [{ name: 'other', image: 'other:1' }] } } } },
        (object) => at(object, 'spec', 'template', 'spec', 'containers'),
      ),
      wrongType: await patch({ spec: 'x' }),
      noObject: await patch([1]),
      otherKind: await patch({ kind: 'Pod' }),
      invalid: await patch({ spec: { replicas: -1 } }),
    };
  },
};

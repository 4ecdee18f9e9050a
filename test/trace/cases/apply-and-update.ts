import { at, type Json } from '../json.ts';
import { deployment, unplacedTemplate } from '../objects.ts';
import { managers, outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** A hand that patches takes fields away from the applier, who is then refused. */
export const applyAndUpdate: TraceCase = {
  name: 'apply-and-update',
  async run(space) {
    const wanted = deployment('web', { replicas: 0, paused: true });
    const book = (object: Json): Json =>
      managers(object)
        .filter((entry) => at(entry, 'subresource') !== 'status')
        .map((entry) => ({
          manager: at(entry, 'manager') ?? null,
          operation: at(entry, 'operation') ?? null,
          subresource: at(entry, 'subresource') ?? null,
          fields: at(entry, 'fieldsV1') ?? null,
        }));
    const hand = { fieldManager: 'hand' };
    return {
      applied: outcome(await space.apply('ci', 'deployments', wanted), book),
      patched: outcome(
        await space.patch(
          'strategic',
          'deployments',
          'web',
          { spec: { template: { spec: { containers: [{ name: 'main', image: 'main:9' }] } } } },
          undefined,
          hand,
        ),
        book,
      ),
      refused: outcome(await space.apply('ci', 'deployments', wanted)),
      scaled: outcome(
        await space.patch('merge', 'deployments', 'web', { spec: { replicas: 0 } }, 'scale', {
          fieldManager: 'scaler',
        }),
      ),
      scaledUp: outcome(
        await space.patch('merge', 'deployments', 'web', { spec: { replicas: 1 } }, 'scale', {
          fieldManager: 'scaler',
        }),
      ),
      refusedTwice: outcome(await space.apply('ci', 'deployments', wanted)),
      leavesReplicas: outcome(
        await space.apply(
          'ci',
          'deployments',
          deployment('web', { paused: true, template: unplacedTemplate('web', { image: 'main:9' }) }),
        ),
        (object) => ({ replicas: at(object, 'spec', 'replicas') ?? null, book: book(object) }),
      ),
    };
  },
};

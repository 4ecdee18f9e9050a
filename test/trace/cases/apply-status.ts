import { at, type Json } from '../json.ts';
import { deployment } from '../objects.ts';
import { conditions, managers, outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** Apply reaches the specification by the object, and the status by its subresource only. */
export const applyStatus: TraceCase = {
  name: 'apply-status',
  async run(space) {
    const mine = (object: Json): Json =>
      managers(object)
        .filter((entry) => at(entry, 'manager') === 'ci')
        .map((entry) => ({ subresource: at(entry, 'subresource') ?? null, fields: at(entry, 'fieldsV1') ?? null }));
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'one' } };
    const spec = { schedulerName: 'nobody', containers: [{ name: 'main', image: 'main:1' }] };
    const condition = { type: 'trace.invalid/gate', status: 'True' };
    return {
      withStatus: outcome(await space.apply('ci', 'pods', { ...pod, spec, status: { reason: 'X' } }), (object) => ({
        reason: at(object, 'status', 'reason') ?? null,
        mine: mine(object),
      })),
      status: outcome(
        await space.apply('ci', 'pods', { ...pod, status: { conditions: [condition] } }, {}, 'status'),
        (object) => ({ conditions: conditions(object), mine: mine(object) }),
      ),
      statusOfNothing: outcome(await space.apply('ci', 'deployments', deployment('none'), {}, 'status')),
    };
  },
};

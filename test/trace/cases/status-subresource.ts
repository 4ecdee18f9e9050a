import { at, type Json } from '../json.ts';
import { unplacedPod } from '../objects.ts';
import { managers, outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** Who writes the object does not write its status, and who writes the status writes nothing else. */
export const statusSubresource: TraceCase = {
  name: 'status-subresource',
  async run(space) {
    const shown = (object: Json): Json => ({
      labels: at(object, 'metadata', 'labels') ?? null,
      reason: at(object, 'status', 'reason') ?? null,
      phase: at(object, 'status', 'phase') ?? null,
      deadline: at(object, 'spec', 'activeDeadlineSeconds') ?? null,
      managers: managers(object).map((entry) => ({
        manager: at(entry, 'manager'),
        subresource: at(entry, 'subresource') ?? null,
        fields: at(entry, 'fieldsV1'),
      })),
    });
    const body = {
      metadata: { labels: { a: 'b' } },
      spec: { activeDeadlineSeconds: 600 },
      status: { reason: 'Because' },
    };
    return {
      created: outcome(await space.create('pods', { ...unplacedPod('one'), status: { reason: 'Sent' } }), shown),
      byObject: outcome(await space.patch('merge', 'pods', 'one', body), shown),
      byStatus: outcome(
        await space.patch('merge', 'pods', 'one', { ...body, metadata: { labels: { c: 'd' } } }, 'status'),
        shown,
      ),
      read: outcome(await space.get('pods', 'one', 'status'), shown),
      noStatusHere: outcome(await space.get('configmaps', 'one', 'status')),
    };
  },
};

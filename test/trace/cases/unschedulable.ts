import { at, type Json, list, text } from '../json.ts';
import { template, unplacedTemplate } from '../objects.ts';
import { conditions, done } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** A pod that fits nowhere says why. */
export const unschedulable: TraceCase = {
  name: 'unschedulable',
  async run(space) {
    const pods: Readonly<Record<string, object>> = {
      nowhere: unplacedTemplate('nowhere'),
      large: template('large', { image: 'main:1', resources: { requests: { memory: '900Ti' } } }),
      both: template('both', { image: 'main:1', resources: { requests: { memory: '900Ti', cpu: '90000' } } }),
    };
    const trace: Record<string, Json> = {};
    for (const [name, pod] of Object.entries(pods)) {
      await done(
        space.create('pods', {
          apiVersion: 'v1',
          kind: 'Pod',
          ...(pod as { spec: Json }),
          metadata: { name, labels: { app: name } },
        }),
      );
      const told = await space.until(
        'a condition',
        async () => (await space.get('pods', name)).body,
        (body) => list(body, 'status', 'conditions').length > 0,
      );
      const events = await space.until(
        'an event',
        async () => list((await space.list('events', { fieldSelector: `involvedObject.name=${name}` })).body, 'items'),
        (found) => found.length > 0,
      );
      trace[name] = {
        phase: at(told, 'status', 'phase') ?? null,
        conditions: conditions(told),
        event: {
          type: text(events, 0, 'type'),
          reason: text(events, 0, 'reason'),
          message: text(events, 0, 'message'),
        },
      };
    }
    return trace;
  },
};

import { at, type Json, list, text } from '../json.ts';
import { deployment, template, unplacedPod } from '../objects.ts';
import { conditions, done, outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** A quota refuses pods: said to the one who creates them, and by a Deployment's condition and event. */
export const quota: TraceCase = {
  name: 'quota',
  async run(space) {
    const limit = {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'small' },
      spec: { hard: { pods: '1', 'requests.memory': '100Mi' } },
    };
    const created = outcome(await space.create('resourcequotas', limit), (object) => at(object, 'spec'));
    const resources = { requests: { memory: '60Mi' } };
    const used = async () => (await space.get('resourcequotas', 'small')).body;
    await space.until('a counted quota', used, (object) => at(object, 'status', 'used', 'pods') === '0');
    const container = { name: 'main', image: 'main:1' };
    const noRequests = outcome(await space.create('pods', unplacedPod('none')));
    const tooMuch = outcome(
      await space.create(
        'pods',
        unplacedPod('much', { containers: [{ ...container, resources: { requests: { memory: '200Mi' } } }] }),
      ),
    );
    const first = outcome(
      await space.create('pods', unplacedPod('first', { containers: [{ ...container, resources }] })),
    );
    const second = outcome(
      await space.create('pods', unplacedPod('second', { containers: [{ ...container, resources }] })),
    );
    await done(
      space.create('deployments', deployment('web', { template: template('web', { image: 'main:1', resources }) })),
    );
    const failing = await space.until(
      'a Deployment that says why it has no pods',
      async () => (await space.get('deployments', 'web')).body,
      (object) => JSON.stringify(object).includes('ReplicaFailure'),
    );
    const told = await space.until(
      'an event about it',
      async () => list((await space.list('events', { fieldSelector: 'reason=FailedCreate' })).body, 'items'),
      (events) => events.length > 0,
    );
    return {
      created,
      noRequests,
      tooMuch,
      first,
      second,
      conditions: (conditions(failing) as Json[])
        .filter((one) => text(one, 'type') === 'ReplicaFailure')
        .map(anonymous),
      event: {
        type: at(told, 0, 'type') ?? null,
        about: at(told, 0, 'involvedObject', 'kind') ?? null,
        from: at(told, 0, 'source', 'component') ?? null,
        message: withoutPodName(text(told, 0, 'message')),
      },
      used:
        at(await space.until('the quota', used, (object) => at(object, 'status', 'used', 'pods') === '1'), 'status') ??
        null,
    };
  },
};

/** Each attempt to make the pod has a name of its own; which one is told is chance. */
const withoutPodName = (message: string): string => message.replace(/pods "web-[a-z0-9-]+"/, 'pods "<pod>"');
const anonymous = (condition: Json): Json => ({
  ...(condition as object),
  message: withoutPodName(text(condition, 'message')),
});

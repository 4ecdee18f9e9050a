import { at, list, text } from '../json.ts';
import { deployment, MISSING_IMAGE, template } from '../objects.ts';
import { container, eventReasons, podSeen } from '../observed.ts';
import { conditions, done, outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** An image that no registry has: what the container waits for, what the pod says, and what its log is. */
export const imageNotFound: TraceCase = {
  name: 'image-not-found',
  async run(space) {
    await done(space.create('deployments', deployment('web', { template: template('web', { image: MISSING_IMAGE }) })));
    const reasons = new Set<string>();
    const pod = await podSeen(space, 'web', (found) => {
      const reason = text(container(found), 'state', 'waiting', 'reason');
      if (reason !== '' && reason !== 'ContainerCreating') reasons.add(reason);
      return reasons.size === 2;
    });
    const status = container(pod);
    const backOff = (
      await space.until(
        'an event of the back-off',
        async () => list((await space.list('events', { fieldSelector: 'reason=BackOff' })).body, 'items'),
        (events) => events.length > 0,
      )
    ).map((event) => text(event, 'message'));
    return {
      reasons: [...reasons].sort(),
      pod: { phase: at(pod, 'status', 'phase') ?? null, conditions: conditions(pod) },
      container: {
        ready: at(status, 'ready') ?? null,
        started: at(status, 'started') ?? null,
        restartCount: at(status, 'restartCount') ?? null,
        image: at(status, 'image') ?? null,
        imageID: at(status, 'imageID') ?? null,
        lastState: at(status, 'lastState') ?? null,
      },
      events: await eventReasons(space, 'Pod', [
        'Normal BackOff',
        'Normal Pulling',
        'Normal Scheduled',
        'Warning Failed',
      ]),
      backOff: [...new Set(backOff)],
      log: outcome(await space.get('pods', text(pod, 'metadata', 'name'), 'log')),
    };
  },
};

import { at, type Json, list, text } from '../json.ts';
import { deployment, SHELL_IMAGE, template } from '../objects.ts';
import { container, eventReasons, podSeen } from '../observed.ts';
import { conditions, done, outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

const CRASHES = { name: 'crashes', image: SHELL_IMAGE, command: ['sh', '-c', 'echo going down; sleep 1; exit 3'] };

/** A container that ends again and again: its exit code, the back-off, and the log of the instance before. */
export const crashLoop: TraceCase = {
  name: 'crash-loop',
  async run(space) {
    await done(space.create('deployments', deployment('web', { template: template('web', CRASHES) })));
    const pod = await podSeen(
      space,
      'web',
      (found) => text(container(found), 'state', 'waiting', 'reason') === 'CrashLoopBackOff',
    );
    const name = text(pod, 'metadata', 'name');
    const restarts = list((await space.list('events', { fieldSelector: 'reason=BackOff' })).body, 'items').map(
      (event) => text(event, 'message'),
    );
    const { containerID, ...terminated } = at(container(pod), 'lastState', 'terminated') as Record<string, Json>;
    return {
      phase: at(pod, 'status', 'phase') ?? null,
      conditions: conditions(pod),
      waiting: text(container(pod), 'state', 'waiting', 'message').replace(/back-off [\dms]+/, 'back-off <back-off>'),
      terminated,
      hasId: containerID !== undefined,
      restarted: Number(at(container(pod), 'restartCount')) > 0,
      log: outcome(await space.get('pods', name, 'log'), (body) => body),
      previous: outcome(await space.get('pods', name, 'log', { previous: 'true' }), (body) => body),
      events: await eventReasons(space, 'Pod', [
        'Normal Created',
        'Normal Pulled',
        'Normal Pulling',
        'Normal Scheduled',
        'Normal Started',
        'Warning BackOff',
      ]),
      backOff: [...new Set(restarts)],
    };
  },
};

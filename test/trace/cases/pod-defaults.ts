import { unplacedPod } from '../objects.ts';
import { outcome, withoutManagers } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** What a pod becomes before anybody looks at it: defaults, tolerations, quality of service. The volume with a
 *  token is left out: the embedded cluster gives none, because it would honour none. */
export const podDefaults: TraceCase = {
  name: 'pod-defaults',
  async run(space) {
    const untrusted = { automountServiceAccountToken: false };
    const resources = { cpu: '100m', memory: '64Mi' };
    const container = (limits: object) => ({
      containers: [{ name: 'main', image: 'main:1', resources: limits as never }],
    });
    return {
      plain: outcome(await space.create('pods', unplacedPod('plain', untrusted)), withoutManagers),
      guaranteed: outcome(
        await space.create('pods', unplacedPod('guaranteed', { ...container({ limits: resources }), ...untrusted })),
        withoutManagers,
      ),
      burstable: outcome(
        await space.create('pods', unplacedPod('burstable', { ...container({ requests: resources }), ...untrusted })),
        withoutManagers,
      ),
      noAccount: outcome(await space.create('pods', unplacedPod('orphan', { serviceAccountName: 'nobody' }))),
      priority: outcome(await space.create('pods', unplacedPod('first', { priorityClassName: 'nothing' }))),
    };
  },
};

import { unplacedPod } from '../objects.ts';
import { outcome, withoutManagers } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** What a pod becomes before anybody looks at it: defaults, tolerations, the token volume, quality of service. */
export const podDefaults: TraceCase = {
  name: 'pod-defaults',
  async run(space) {
    const resources = { cpu: '100m', memory: '64Mi' };
    const container = (limits: object) => ({
      containers: [{ name: 'main', image: 'main:1', resources: limits as never }],
    });
    return {
      plain: outcome(await space.create('pods', unplacedPod('plain')), withoutManagers),
      guaranteed: outcome(
        await space.create('pods', unplacedPod('guaranteed', container({ limits: resources }))),
        withoutManagers,
      ),
      burstable: outcome(
        await space.create(
          'pods',
          unplacedPod('burstable', { ...container({ requests: resources }), automountServiceAccountToken: false }),
        ),
        withoutManagers,
      ),
      noAccount: outcome(await space.create('pods', unplacedPod('orphan', { serviceAccountName: 'nobody' }))),
      priority: outcome(await space.create('pods', unplacedPod('first', { priorityClassName: 'nothing' }))),
    };
  },
};

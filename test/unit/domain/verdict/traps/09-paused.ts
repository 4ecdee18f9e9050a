import { pod } from '../recorded/pods.ts';
import { Script } from '../recorded/script.ts';
import { DEPLOYMENT, deployment, progressing, replicaSet } from '../recorded/workloads.ts';
import type { Trap } from './trap.ts';

/** Before the first write a paused Deployment is refused; somebody may also pause it later. */
export const pausedOnTheWay: Trap = {
  number: 9,
  name: 'a Deployment that somebody pauses on the way does nothing, and that is said',
  script: new Script(DEPLOYMENT)
    .at(0, deployment({ total: 4, updated: 1 }), replicaSet('old'), replicaSet(), pod())
    .at(4, pod({ ready: true }))
    .at(
      6,
      deployment(
        { generation: 5, total: 4, updated: 1, ready: 4 },
        { spec: { paused: true }, conditions: [{ ...progressing('DeploymentPaused', ''), status: 'Unknown' }] },
      ),
    ),
  moments: [{ at: 599, state: 'progressing', says: 'it is paused' }],
  never: ['complete', 'failed'],
};

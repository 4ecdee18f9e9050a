import { pod } from '../recorded/pods.ts';
import { Script, time } from '../recorded/script.ts';
import { DEPLOYMENT, deployment, progressing, replicaSet } from '../recorded/workloads.ts';
import type { Trap } from './trap.ts';

export const oldSuccess: Trap = {
  number: 7,
  name: 'the status still tells the success of the rollout before',
  script: new Script(DEPLOYMENT)
    .at(
      0,
      deployment(
        { replicas: 1, generation: 4, observed: 3 },
        { conditions: [progressing('NewReplicaSetAvailable', '2026-11-20T08:00:00Z')] },
      ),
      replicaSet('old'),
      pod({ template: 'old', name: 'api-5d9c7b6f4-aaaaa', ready: true }),
    )
    .at(40, deployment({ replicas: 1, total: 2, updated: 1, ready: 1 }), replicaSet(), pod()),
  moments: [
    { at: 39, state: 'progressing', says: 'waiting for its controller to see the change' },
    { at: 60, state: 'progressing', says: '0 of 1 new pod ready, 1 old pod left' },
  ],
  never: ['complete', 'failed'],
};

export const oldFailure: Trap = {
  number: 7,
  name: 'the status still tells the missed deadline of the rollout before, also after the controller has looked',
  script: new Script(DEPLOYMENT)
    .at(
      0,
      deployment(
        { replicas: 1, generation: 4, observed: 3 },
        { conditions: [progressing('ProgressDeadlineExceeded', '2026-11-23T11:50:00Z')] },
      ),
      replicaSet(),
    )
    .at(
      1,
      deployment(
        { replicas: 1, total: 2, updated: 1, ready: 1 },
        { conditions: [progressing('ProgressDeadlineExceeded', '2026-11-23T11:50:00Z')] },
      ),
      pod(),
    )
    .at(6, pod({ ready: true }))
    .at(7, deployment({ replicas: 1 }, { conditions: [progressing('NewReplicaSetAvailable', time(7))] })),
  moments: [
    { at: 2, state: 'progressing' },
    { at: 16, state: 'complete' },
  ],
  never: ['failed'],
};

export const ourFailure: Trap = {
  number: 7,
  name: 'a deadline that is newer than our write is ours',
  script: new Script(DEPLOYMENT)
    .at(0, deployment({ replicas: 1, total: 2, updated: 1, ready: 1 }), replicaSet(), pod())
    .at(
      120,
      deployment(
        { replicas: 1, total: 2, updated: 1, ready: 1 },
        { conditions: [progressing('ProgressDeadlineExceeded', time(120))], spec: { progressDeadlineSeconds: 120 } },
      ),
    ),
  moments: [
    { at: 119, state: 'progressing' },
    { at: 120, state: 'failed', class: 'deadline', says: 'progress deadline of 120 s' },
  ],
  never: ['complete'],
};

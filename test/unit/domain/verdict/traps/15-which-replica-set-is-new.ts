import { crashing, pod } from '../recorded/pods.ts';
import { Script, time } from '../recorded/script.ts';
import { DEPLOYMENT, deployment, replicaSet } from '../recorded/workloads.ts';
import type { Trap } from './trap.ts';

/** The wanted template is that of an older ReplicaSet; the younger one has crashing pods. */
export const undone: Trap = {
  number: 15,
  name: 'after an undo the older ReplicaSet is the new one again, with the highest revision',
  script: new Script(DEPLOYMENT)
    .at(
      0,
      deployment({ replicas: 1, total: 2, updated: 1, ready: 1 }),
      replicaSet('new', { created: '2026-11-10T08:00:00Z', revision: '9' }),
      replicaSet('old', { created: time(-300), revision: '8' }),
      pod({ template: 'old', name: 'api-5d9c7b6f4-aaaaa', ...crashing(8) }),
    )
    .at(3, pod({ ready: true }))
    .gone(4, 'Pod', 'api-5d9c7b6f4-aaaaa')
    .at(5, deployment({ replicas: 1 })),
  moments: [
    { at: 12, state: 'progressing' },
    { at: 13, state: 'complete' },
  ],
  never: ['failed'],
};

export const revisionIsBehind: Trap = {
  number: 15,
  name: 'of two fast writes the second decides, although its ReplicaSet does not exist yet',
  script: new Script(DEPLOYMENT)
    .at(
      0,
      deployment({ replicas: 1, generation: 4, observed: 3, total: 2, updated: 1, ready: 1 }),
      replicaSet('old', { revision: '7' }),
    )
    .at(1, pod({ template: 'old', name: 'api-5d9c7b6f4-aaaaa', ...crashing(3) }))
    .at(4, deployment({ replicas: 1, total: 2, updated: 0, ready: 1 }))
    .at(9, replicaSet('new', { revision: '8' }), pod(crashing(3))),
  moments: [
    { at: 8, state: 'progressing' },
    { at: 9, state: 'failed', class: 'crash-loop', says: 'pod "api-7f6d8c9b5-x2x9p"' },
  ],
  never: ['complete', { says: 'api-5d9c7b6f4' }],
};

import { EVICTED } from '../recorded/other-kinds.ts';
import { crashing, ended, pod } from '../recorded/pods.ts';
import { Script } from '../recorded/script.ts';
import { DEPLOYMENT, deployment, refusedCreation, replicaSet } from '../recorded/workloads.ts';
import type { Trap } from './trap.ts';

const refused = refusedCreation(
  'pods "api-5d9c7b6f4-q" is forbidden: exceeded quota: pods, used: pods=4, limited: pods=4',
);

export const oldPods: Trap = {
  number: 14,
  name: 'old pods crash, end in phase Failed, or cannot be created again: none of it is about the release',
  script: new Script(DEPLOYMENT)
    .at(
      0,
      deployment({ replicas: 1, total: 2, updated: 1, ready: 1 }, { conditions: [refused] }),
      replicaSet('old', { conditions: [refused] }),
      replicaSet(),
      pod({ template: 'old', name: 'api-5d9c7b6f4-aaaaa', ...crashing(12) }),
      pod({ template: 'old', name: 'api-5d9c7b6f4-bbbbb', deleting: true, phase: 'Failed', state: ended(143) }),
      pod(),
    )
    .at(30, pod({ name: 'api-7f6d8c9b5-ccccc', deleting: true, ...crashing(5) }))
    .at(40, pod({ ready: true }))
    .gone(41, 'Pod', 'api-5d9c7b6f4-aaaaa')
    .gone(41, 'Pod', 'api-5d9c7b6f4-bbbbb')
    .gone(42, 'Pod', 'api-7f6d8c9b5-ccccc')
    .at(42, deployment({ replicas: 1 })),
  moments: [
    { at: 39, state: 'progressing' },
    { at: 50, state: 'complete' },
  ],
  never: ['failed'],
};

export const replacedPods: Trap = {
  number: 14,
  name: 'new pods that a full node threw out are replaced, and the replacements decide',
  script: new Script(DEPLOYMENT)
    .at(0, deployment({ replicas: 1, total: 2, updated: 1, ready: 1 }), replicaSet())
    .at(5, ...[1, 2, 3, 4].map((created) => pod({ ...EVICTED, name: `api-7f6d8c9b5-e${created}`, created })))
    .at(20, pod({ ready: true }))
    .at(20, deployment({ replicas: 1 })),
  moments: [
    { at: 29, state: 'progressing' },
    { at: 30, state: 'complete' },
  ],
  never: ['failed'],
};

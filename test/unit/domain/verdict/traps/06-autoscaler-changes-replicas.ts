import { pod } from '../recorded/pods.ts';
import { Script } from '../recorded/script.ts';
import { DEPLOYMENT, deployment, replicaSet } from '../recorded/workloads.ts';
import type { Trap } from './trap.ts';

const ready = (name: string) => pod({ name: `api-7f6d8c9b5-${name}`, ready: true });

export const autoscalerChangesReplicas: Trap = {
  number: 6,
  name: 'an autoscaler asks for two more pods on the way, and the generation rises',
  script: new Script(DEPLOYMENT)
    .at(
      0,
      deployment({ replicas: 1, total: 2, updated: 1, ready: 1 }),
      replicaSet(),
      pod({ name: 'api-7f6d8c9b5-aaaaa' }),
    )
    .at(4, ready('aaaaa'))
    .at(5, deployment({ replicas: 1 }))
    .at(8, deployment({ replicas: 3, generation: 5, observed: 4, total: 1, updated: 1, ready: 1 }))
    .at(9, deployment({ replicas: 3, generation: 5, updated: 3, ready: 1 }))
    .at(20, ready('bbbbb'), ready('ccccc'))
    .at(20, deployment({ replicas: 3, generation: 5 })),
  moments: [
    { at: 19, state: 'progressing', says: '1 of 3 new pods' },
    { at: 29, state: 'progressing' },
    { at: 30, state: 'complete', says: '3 of 3' },
  ],
  never: ['failed'],
};

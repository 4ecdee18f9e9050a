import { crashing, pod } from '../recorded/pods.ts';
import { Script } from '../recorded/script.ts';
import { DEPLOYMENT, deployment, replicaSet } from '../recorded/workloads.ts';
import type { Trap } from './trap.ts';

export const relist: Trap = {
  number: 10,
  name: 'lists after 410 Gone neither start a grace again nor bring back pods that are gone',
  script: new Script(DEPLOYMENT)
    .at(0, deployment({ replicas: 1, total: 2, updated: 1, ready: 1 }), replicaSet('old'), replicaSet())
    .at(2, pod({ state: { running: {} } }), pod({ template: 'old', name: 'api-5d9c7b6f4-aaaaa', ready: true }))
    .listed(30, 'Pod')
    .listed(31, 'ReplicaSet')
    .listed(31, 'Deployment')
    .at(40, pod({ name: 'api-7f6d8c9b5-zzzzz', ...crashing(2) }))
    .gone(41, 'Pod', 'api-7f6d8c9b5-zzzzz')
    .listed(50, 'Pod'),
  moments: [
    { at: 61, state: 'progressing' },
    { at: 62, state: 'failed', class: 'never-ready', says: 'GET /health/ready on port http' },
  ],
  never: ['complete', 'crash-loop'],
};

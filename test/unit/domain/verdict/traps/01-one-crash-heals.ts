import { crashing, ended, pod } from '../recorded/pods.ts';
import { Script } from '../recorded/script.ts';
import { DEPLOYMENT, deployment, replicaSet } from '../recorded/workloads.ts';
import type { Trap } from './trap.ts';

/** The database comes up ten seconds after the service. */
export const oneCrashHeals: Trap = {
  number: 1,
  name: 'two crashes while a database comes up heal by themselves',
  script: new Script(DEPLOYMENT)
    .at(0, deployment({ replicas: 1, total: 2, updated: 1, ready: 1 }), replicaSet('old'), replicaSet(), pod())
    .at(3, pod({ ...crashing(1, ended(1)), state: ended(1) }))
    .at(4, pod({ state: { running: {} }, restarts: 1, last: ended(1) }))
    .at(5, pod(crashing(2, ended(1, 'Error', { from: 4, to: 5 }))))
    .at(16, pod({ state: { running: {} }, restarts: 2, last: ended(1, 'Error', { from: 4, to: 5 }) }))
    .at(18, pod({ ready: true, restarts: 2, last: ended(1, 'Error', { from: 4, to: 5 }) }))
    .at(19, deployment({ replicas: 1 })),
  moments: [
    { at: 6, state: 'progressing' },
    { at: 27, state: 'progressing' },
    { at: 28, state: 'complete' },
  ],
  never: ['failed'],
};

import { crashing, pod } from '../recorded/pods.ts';
import { Script } from '../recorded/script.ts';
import { DEPLOYMENT, deployment, progressing, replicaSet } from '../recorded/workloads.ts';
import type { Trap } from './trap.ts';

const missed = [progressing('ProgressDeadlineExceeded', '2026-11-23T11:50:00Z')];
const again = () => new Script(DEPLOYMENT, { unchanged: true });

export const runAgainOfAGoodOne: Trap = {
  number: 8,
  name: 'a second run of a release that has healed since is complete at once',
  script: again().at(0, deployment({ replicas: 1 }, { conditions: missed }), replicaSet(), pod({ ready: true })),
  moments: [{ at: 0, state: 'complete', says: 'nothing had to change' }],
  never: ['failed'],
};

export const runAgainOfABrokenOne: Trap = {
  number: 8,
  name: 'a second run of a release that is still broken is judged by its pods now, not by the old deadline',
  script: again().at(
    0,
    deployment({ replicas: 1, total: 2, updated: 1, ready: 1 }, { conditions: missed }),
    replicaSet(),
    pod(crashing(9)),
  ),
  moments: [{ at: 0, state: 'failed', class: 'crash-loop', says: 'container "api"' }],
  never: ['complete', 'deadline'],
};

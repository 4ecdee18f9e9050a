import { event, pod, unplaced } from '../recorded/pods.ts';
import { Script } from '../recorded/script.ts';
import { DEPLOYMENT, deployment, replicaSet } from '../recorded/workloads.ts';
import type { Trap } from './trap.ts';

const stuck = unplaced({
  reason: 'Unschedulable',
  message:
    '0/4 nodes are available: 4 Insufficient cpu. preemption: 0/4 nodes are available: 4 No preemption victims found.',
});
const started = () =>
  new Script(DEPLOYMENT).at(1, deployment({ replicas: 1, total: 2, updated: 1, ready: 1 }), replicaSet(), stuck);
const scaler = (reason: string, message: string, second: number, count = 1) =>
  event(reason, message, { about: pod(), type: 'Normal', second, count });

export const nodeIsComing: Trap = {
  number: 4,
  name: 'Autopilot needs eight minutes for a node',
  script: started()
    .at(12, scaler('TriggeredScaleUp', 'pod triggered scale-up: [{gk3-pool-2 0->1 (max: 1000)}]', 12))
    .at(480, pod())
    .at(500, pod({ ready: true }))
    .at(500, deployment({ replicas: 1 })),
  moments: [
    { at: 301, state: 'progressing' },
    { at: 510, state: 'complete' },
  ],
  never: ['failed'],
};

export const noNodeWillCome: Trap = {
  number: 4,
  name: 'the autoscaler says twice that it will add none',
  script: started().at(
    20,
    scaler('NotTriggerScaleUp', "pod didn't trigger scale-up: 3 max node group size reached", 20, 2),
  ),
  moments: [
    { at: 60, state: 'progressing' },
    { at: 61, state: 'failed', class: 'unschedulable', says: '4 Insufficient cpu' },
  ],
  never: [],
};

export const upgradeOfTheControlPlane: Trap = {
  number: 4,
  name: 'no autoscaler speaks while the control plane is upgraded: after the scheduler’s own next look, then it is said',
  script: started(),
  moments: [
    { at: 340, state: 'progressing' },
    { at: 341, state: 'failed', class: 'unschedulable', says: 'pod "api-7f6d8c9b5-x2x9p"' },
  ],
  never: [],
};

export const gated: Trap = {
  number: 4,
  name: 'a scheduling gate is somebody’s will, not a shortage',
  script: new Script(DEPLOYMENT).at(
    1,
    deployment({ replicas: 1, total: 2, updated: 1, ready: 1 }),
    replicaSet(),
    unplaced({ reason: 'SchedulingGated', message: 'Scheduling is blocked due to non-empty scheduling gates' }),
  ),
  moments: [{ at: 599, state: 'progressing' }],
  never: ['failed'],
};

import { Sight } from '../../../../../engine/rollout/watch/sight.ts';
import { pod, waiting } from '../recorded/pods.ts';
import { Script } from '../recorded/script.ts';
import { DEPLOYMENT, deployment, replicaSet } from '../recorded/workloads.ts';
import type { Trap } from './trap.ts';

/** The API server is away from second 10 to second 160; the observer's clock stands still then. */
const sight = new Sight();
sight.lose('pods', 'connection reset', 10_000);
sight.find('pods', 160_000);
const observed = (second: number): number => (second < 160 ? Math.min(second, 10) : sight.time(second * 1000) / 1000);

export const blind: Trap = {
  number: 11,
  name: 'two and a half minutes without the API server are no time in which a pull failed',
  script: new Script(DEPLOYMENT)
    .at(0, deployment({ replicas: 1, total: 2, updated: 1, ready: 1 }), replicaSet())
    .at(2, pod({ state: waiting('ErrImagePull', 'dial tcp 10.0.0.1:443: connect: connection refused') }))
    .at(observed(170), pod({ ready: true }))
    .at(observed(170), deployment({ replicas: 1 })),
  moments: [
    { at: observed(150), state: 'progressing' },
    { at: observed(169), state: 'progressing' },
    { at: observed(180), state: 'complete' },
  ],
  never: ['failed'],
};

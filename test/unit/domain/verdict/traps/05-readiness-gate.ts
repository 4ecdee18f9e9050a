import { pod } from '../recorded/pods.ts';
import { Script } from '../recorded/script.ts';
import { DEPLOYMENT, deployment, replicaSet } from '../recorded/workloads.ts';
import type { Trap } from './trap.ts';

const GATE = 'cloud.google.com/load-balancer-neg-ready';
const behind = (open: boolean) =>
  pod({
    ready: true,
    spec: { readinessGates: [{ conditionType: GATE }] },
    conditions: [
      open
        ? { type: GATE, status: 'True', reason: 'LoadBalancerNegReady' }
        : {
            type: GATE,
            status: 'False',
            reason: 'LoadBalancerNegNotReady',
            message: 'Waiting for pod to become healthy in at least one of the NEG(s)',
          },
      open
        ? { type: 'Ready', status: 'True' }
        : {
            type: 'Ready',
            status: 'False',
            reason: 'ReadinessGatesNotReady',
            message: `corresponding condition of pod readiness gate "${GATE}" does not exist.`,
          },
    ],
  });

export const readinessGate: Trap = {
  number: 5,
  name: 'a load balancer takes two minutes to open the readiness gate',
  script: new Script(DEPLOYMENT)
    .at(0, deployment({ replicas: 1, total: 2, updated: 1, ready: 1 }), replicaSet())
    .at(3, behind(false))
    .at(125, behind(true))
    .at(125, deployment({ replicas: 1 })),
  moments: [
    { at: 124, state: 'progressing', says: `readiness gate ${GATE}` },
    { at: 135, state: 'complete' },
  ],
  never: ['failed', 'never-ready', { says: 'probe' }],
};

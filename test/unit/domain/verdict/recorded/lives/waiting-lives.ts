import type { FailureCode } from '../../../../../../domain/verdict/table.ts';
import { event, pod, unplaced } from '../pods.ts';
import { Script, time } from '../script.ts';
import { DEPLOYMENT, deployment, replicaSet } from '../workloads.ts';
import { CONTAINER, type Life } from './life.ts';

const RUNNING = { running: { startedAt: time(3) } };
const isReady = (ready: boolean, second: number) =>
  pod({
    ready,
    state: RUNNING,
    conditions: [{ type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime: time(second) }],
  });

/** An old pod of the recorded Deployment on its way out. */
export const leaving = (metadata: object = {}) => {
  const { metadata: usual, ...rest } = pod({
    template: 'old',
    name: 'api-5d9c7b6f4-aaaaa',
    ready: true,
    deleting: true,
  });
  return { ...rest, metadata: { ...usual, ...metadata } };
};

/** A Deployment of one pod, whose new one finds no node. */
export const crowded = () =>
  new Script(DEPLOYMENT)
    .at(0, deployment({ replicas: 1, total: 2, updated: 1, ready: 1 }), replicaSet('old'), replicaSet())
    .at(1, unplaced({ reason: 'Unschedulable', message: '0/1 nodes are available: 1 Insufficient cpu.' }));

/** Pods that others are waited for, or that never stay ready. */
export const WAITING_LIVES = {
  terminating: {
    script: () => crowded().at(2, leaving({ finalizers: ['example.com/drain'] })),
    object: /Pod "api-5d9c7b6f4-aaaaa" of Deployment "api"/,
    cause: /finalizer example\.com\/drain/,
  },
  flapping: {
    script: () => {
      const script = new Script(DEPLOYMENT).at(
        0,
        deployment({ replicas: 1, total: 2, updated: 1, ready: 1 }),
        replicaSet('old'),
        replicaSet(),
      );
      for (const second of [5, 12, 19])
        script.at(second, isReady(true, second)).at(second + 4, isReady(false, second + 4));
      return script.at(
        24,
        event('Unhealthy', 'Readiness probe failed: HTTP probe failed with statuscode: 503', { container: 'api' }),
      );
    },
    object: CONTAINER,
    cause: /became ready 3 times.*statuscode: 503/,
  },
} satisfies Partial<Record<FailureCode, Life>>;

import { event, pod } from '../recorded/pods.ts';
import { Script, time } from '../recorded/script.ts';
import { DEPLOYMENT, deployment, replicaSet } from '../recorded/workloads.ts';
import type { Trap } from './trap.ts';

const noise = (kind: 'Readiness' | 'Liveness', count: number) =>
  event(
    'Unhealthy',
    `${kind} probe failed: Get "http://10.20.1.14:8000/health": dial tcp 10.20.1.14:8000: connect: connection refused`,
    {
      count,
      container: 'api',
    },
  );
const starting = (podSpec: object = {}) => pod({ state: { running: { startedAt: time(3) } }, spec: podSpec });

export const slowStart: Trap = {
  number: 24,
  name: 'Unhealthy events while a process needs 40 s to start are noise',
  script: new Script(DEPLOYMENT)
    .at(0, deployment({ replicas: 1, total: 2, updated: 1, ready: 1 }), replicaSet(), pod())
    .at(3, starting())
    .at(5, noise('Readiness', 1))
    .at(25, noise('Readiness', 11), noise('Liveness', 2))
    .at(43, pod({ ready: true }))
    .at(43, deployment({ replicas: 1 })),
  moments: [
    { at: 42, state: 'progressing' },
    { at: 53, state: 'complete' },
  ],
  never: ['failed'],
};

const SLOW = {
  containers: [
    {
      name: 'api',
      image: 'asia-northeast3-docker.pkg.dev/shop/services/api',
      startupProbe: { httpGet: { path: '/health/live', port: 'http' }, periodSeconds: 10, failureThreshold: 18 },
      readinessProbe: { httpGet: { path: '/health/ready', port: 'http' }, periodSeconds: 10, failureThreshold: 3 },
    },
  ],
};

export const startupBudget: Trap = {
  number: 24,
  name: 'a startup probe that allows three minutes is believed, and the readiness probe has its time after that',
  script: new Script(DEPLOYMENT)
    .at(0, deployment({ replicas: 1, total: 2, updated: 1, ready: 1 }), replicaSet())
    .at(3, starting(SLOW))
    .at(30, noise('Readiness', 8)),
  moments: [
    { at: 3 + 180 + 90, state: 'progressing' },
    { at: 3 + 180 + 90 + 1, state: 'failed', class: 'never-ready', says: '/health/ready' },
  ],
  never: ['complete'],
};

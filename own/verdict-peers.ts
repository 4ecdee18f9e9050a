import type { FailureCode } from '../domain/verdict/table.ts';

/** Tools whose behaviour people know, with their defaults as released in 2026. */
export const PEERS = ['kubectl', 'helm', 'krane', 'kubedog', 'argo'] as const;
export type Peer = (typeof PEERS)[number];

/** When a tool reports the failure: within seconds, at the Deployment's progress deadline, at its own timeout, not at all, or it
 *  does not judge such objects. */
export type Sees = 'seconds' | 'deadline' | 'timeout' | 'never' | 'not judged';

/** Everything that waits for the controller's condition, or for its own clock. */
const WAITS_FOR_DEADLINE = { kubectl: 'deadline', helm: 'timeout', argo: 'deadline' } as const;

/** What others do with a class of failure, with what is special after the colon. For the page of the verdicts alone: no bundle has it. */
export const PEERS_SEE: Readonly<Record<FailureCode, Readonly<Record<Peer, Sees | `${Sees}: ${string}`>>>> = {
  'invalid-image': {
    ...WAITS_FOR_DEADLINE,
    krane: 'timeout',
    kubedog: 'timeout',
  },
  'image-denied': {
    ...WAITS_FOR_DEADLINE,
    krane: 'timeout',
    kubedog: 'seconds',
  },
  'image-not-found': {
    ...WAITS_FOR_DEADLINE,
    krane: 'seconds: when a poll meets ErrImagePull and not the back-off between',
    kubedog: 'seconds: also for a pull that heals',
  },
  'config-missing': {
    ...WAITS_FOR_DEADLINE,
    krane: 'seconds: also when the object comes seconds later',
    kubedog: 'timeout',
  },
  'volume-failed': { ...WAITS_FOR_DEADLINE, krane: 'timeout', kubedog: 'timeout' },
  'container-create': {
    ...WAITS_FOR_DEADLINE,
    krane: 'seconds',
    kubedog: 'seconds: once it crashes',
  },
  oom: {
    ...WAITS_FOR_DEADLINE,
    krane: 'seconds: as a crash',
    kubedog: 'seconds: as a crash',
  },
  'liveness-kill': {
    ...WAITS_FOR_DEADLINE,
    krane: 'seconds: once it backs off',
    kubedog: 'seconds: at the second kill',
  },
  'init-failed': {
    ...WAITS_FOR_DEADLINE,
    krane: 'seconds: at the first',
    kubedog: 'seconds: at the first',
  },
  'crash-loop': {
    ...WAITS_FOR_DEADLINE,
    krane: 'seconds: at the first, when all new pods do',
    kubedog: 'seconds: at the second',
  },
  'job-failed': {
    kubectl: 'not judged: "kubectl wait" does',
    helm: 'seconds: only with --wait-for-jobs',
    krane: 'seconds',
    kubedog: 'seconds: at the first pod that fails, retries or not',
    argo: 'not judged',
  },
  stalled: {
    kubectl: 'not judged',
    helm: 'seconds: by the same rules, at once',
    krane: 'not judged: unless the definition names its conditions',
    kubedog: 'seconds: by guessing from condition names',
    argo: 'not judged',
  },
  'image-transient': {
    ...WAITS_FOR_DEADLINE,
    krane: 'timeout',
    kubedog: 'seconds: also for a pull that heals',
  },
  'create-refused': {
    ...WAITS_FOR_DEADLINE,
    krane: 'timeout: shows the event',
    kubedog: 'timeout: for a StatefulSet within seconds',
  },
  terminating: { ...WAITS_FOR_DEADLINE, krane: 'timeout', kubedog: 'timeout' },
  'pvc-pending': {
    kubectl: 'deadline',
    helm: 'timeout',
    krane: 'timeout: of 5 min for a claim',
    kubedog: 'timeout',
    argo: 'deadline',
  },
  unschedulable: {
    ...WAITS_FOR_DEADLINE,
    krane: 'timeout: shows the reason',
    kubedog: 'timeout',
  },
  evicted: {
    kubectl: 'deadline',
    helm: 'timeout',
    krane: 'timeout: never counts them',
    kubedog: 'timeout',
    argo: 'deadline',
  },
  flapping: { ...WAITS_FOR_DEADLINE, krane: 'timeout', kubedog: 'timeout' },
  'never-ready': {
    ...WAITS_FOR_DEADLINE,
    krane: 'timeout: shows the probe',
    kubedog: 'seconds: by a formula from the probe, also for a slow start',
  },
  deadline: {
    ...WAITS_FOR_DEADLINE,
    krane: 'deadline: believes the condition after that time',
    kubedog: 'never: only its own timeout, which is off',
  },
};

import type { GraceName } from './grace-table.ts';

/** Who tries again what a grace waits for, and when. A grace that ends just before the next try fails what was about to heal. */
export interface Retry {
  /** The part that heals it by trying again. */
  readonly who: string;
  /** Its schedule in words. */
  readonly pauses: string;
  /** Seconds after the first failure at which it tries again, at the latest; empty where nothing tries again. */
  readonly tries: readonly number[];
  /** Where that stands. */
  readonly source: string;
}

/** Seconds from a try to our seeing what came of it. */
export const SEEN_WITHIN = 1;

/** The last try that a grace of this length outlasts: what has healed before it is no failure. `undefined` where it outlasts none. */
export const lastTryWithin = ({ tries }: Retry, grace: number): number | undefined =>
  tries.filter((at) => at + SEEN_WITHIN <= grace).at(-1);

/** Tries whose pauses double up to a longest one. */
const doubling = (first: number, longest: number): readonly number[] => {
  const tries: number[] = [];
  for (let pause = first, at = first; at < 2000; at += pause) {
    tries.push(at);
    pause = Math.min(2 * pause, longest);
  }
  return tries;
};
const every = (seconds: number): readonly number[] => Array.from({ length: 100 }, (_, index) => seconds * (index + 1));

const KUBERNETES = 'https://github.com/kubernetes/kubernetes/blob/v1.36.3';
/** A pod's next sync comes 10 s after one that failed, and up to half of that later. */
const SYNC = {
  who: 'the kubelet',
  pauses: '10 to 15 s after each failure',
  tries: every(15),
  source: `${KUBERNETES}/pkg/kubelet/pod_workers.go`,
};
const PULL = {
  who: 'the kubelet',
  pauses: '10 s, doubled up to 300 s, and up to 5 s later',
  tries: doubling(10, 300).map((at) => at + 5),
  source: `${KUBERNETES}/pkg/kubelet/kubelet.go`,
};
const VOLUME = {
  who: 'the kubelet',
  pauses: '0.5 s, doubled up to 122 s',
  tries: doubling(0.5, 122),
  source: `${KUBERNETES}/pkg/util/goroutinemap/exponentialbackoff/exponential_backoff.go`,
};
const QUEUE = {
  who: 'the controller',
  pauses: '5 ms, doubled up to 1000 s',
  tries: doubling(0.005, 1000),
  source: `${KUBERNETES}/staging/src/k8s.io/client-go/util/workqueue/default_rate_limiters.go`,
};
const PROBE = {
  who: 'the readiness probe',
  pauses: 'every 10 s; a probe with a longer period has a longer grace',
  tries: every(10),
  source: 'https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/',
};

/** One for each grace. Tests compare the two, and the page of the verdicts shows them. */
export const RETRIES: Readonly<Record<GraceName, Retry>> = {
  invalidImage: { who: 'nobody: only other manifests heal it', pauses: 'none', tries: [], source: SYNC.source },
  // Counted from two failures, so that the try within 10 s has been.
  imageGone: { ...PULL, pauses: '10 s after the first failure, before which nothing is told', tries: [0] },
  imageGoneOnce: PULL,
  imageGoneUnseen: PULL,
  imageTransient: PULL,
  configMissing: SYNC,
  mountMissing: VOLUME,
  mountFailed: VOLUME,
  attachFailed: {
    ...VOLUME,
    who: 'the attach controller',
    pauses: '0.5 s, doubled up to 122 s; after 360 s it takes the volume from a node that is not healthy',
    source: `${KUBERNETES}/pkg/controller/volume/attachdetach/attach_detach_controller.go`,
  },
  containerCreate: SYNC,
  neverReady: PROBE,
  createRefused: QUEUE,
  createRefusedJob: {
    who: 'the Job controller',
    pauses: '1 s, doubled',
    tries: doubling(1, 1000),
    source: `${KUBERNETES}/pkg/controller/job/job_controller.go`,
  },
  createRefusedTransient: QUEUE,
  pvcPending: {
    who: 'the provisioner',
    pauses: '1 s, doubled up to 300 s',
    tries: doubling(1, 300),
    source: 'https://github.com/kubernetes-csi/external-provisioner#command-line-options',
  },
  stalled: {
    who: 'nobody: its controller says that it has given up',
    pauses: 'none',
    tries: [],
    source: 'https://github.com/kubernetes-sigs/cli-utils/blob/master/pkg/kstatus/README.md',
  },
  unschedulable: {
    who: 'the scheduler',
    pauses: '1 to 10 s after what it knows may help; all else after 300 s, which is looked at every 30 s',
    tries: [...every(10).filter((at) => at < 300), 330, 660],
    source: `${KUBERNETES}/pkg/scheduler/backend/queue/scheduling_queue.go`,
  },
  unschedulableNoScaleUp: {
    who: 'the cluster autoscaler',
    pauses: 'every 10 s; it has said twice that it does not help',
    tries: every(10),
    source: 'https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/FAQ.md',
  },
  unschedulableScaleUp: {
    who: 'the cluster autoscaler',
    pauses: 'a node takes 2 to 5 min; one that is not there after 15 min is given up, which is beyond the timeout',
    tries: [300],
    source: 'https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/FAQ.md',
  },
  terminating: { ...VOLUME, pauses: '0.5 s, doubled up to 122 s, for a volume that cannot be unmounted' },
  nodeSilent: {
    who: 'the kubelet',
    pauses: 'a lease every 10 s; the node is not ready after 50 s without one',
    tries: every(10),
    source: 'https://kubernetes.io/docs/reference/node/node-status/#heartbeats',
  },
  besideReady: {
    who: 'the kubelet',
    pauses: '20 s after the third end of a container',
    tries: [20],
    source: `${KUBERNETES}/pkg/kubelet/kubelet.go`,
  },
};

import { type Seconds, seconds } from './seconds.ts';

/** Time for load balancers and kube-proxies to stop sending new requests before the process is told to end: both happen in
 *  parallel, and the slower one is the load balancer.
 *  @see https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination */
export const PRE_STOP = seconds(15);

/** From the end of the process until its pod has ended, and what clocks are apart. */
const RESERVE = 5;

/** Longer, Autopilot does not wait when it takes a node away.
 *  @see https://cloud.google.com/kubernetes-engine/docs/how-to/extended-duration-pods */
const LONGEST_GRACE = 600;

/** Long enough for preStop, the service's own drain and a reserve; never typed by hand. */
export const terminationGrace = (drain: number): Seconds => seconds(PRE_STOP + drain + RESERVE);

/** Why a pod could not have so long to end; `undefined` where it can. */
export function drainProblem(drain: number): string | undefined {
  if (!Number.isInteger(drain) || drain < 0) return 'Wanted whole seconds, zero or more.';
  return terminationGrace(drain) <= LONGEST_GRACE
    ? undefined
    : `drain ${drain} s + preStop ${PRE_STOP} s + reserve ${RESERVE} s = ${terminationGrace(drain)} s > ${LONGEST_GRACE} s, after which GKE Autopilot ends a pod: ${LONGEST_GRACE - PRE_STOP - RESERVE} s at most.`;
}

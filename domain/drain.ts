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

/** Long enough for preStop, the service's own drain and a reserve; never typed by hand.
 *  @param preStop nothing where no traffic has to be sent elsewhere first */
export const terminationGrace = (drain: number, preStop: number = PRE_STOP): Seconds =>
  seconds(preStop + drain + RESERVE);

/** Why a pod could not have so long to end; `undefined` where it can. */
export function drainProblem(drain: number, preStop: number = PRE_STOP): string | undefined {
  if (!Number.isInteger(drain) || drain < 0) return 'Wanted whole seconds, zero or more.';
  const grace = terminationGrace(drain, preStop);
  const waits = preStop === 0 ? '' : ` + preStop ${preStop} s`;
  return grace <= LONGEST_GRACE
    ? undefined
    : `drain ${drain} s${waits} + reserve ${RESERVE} s = ${grace} s > ${LONGEST_GRACE} s, after which GKE Autopilot ends a pod: ${LONGEST_GRACE - preStop - RESERVE} s at most.`;
}

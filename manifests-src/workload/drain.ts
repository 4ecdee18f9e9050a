import { type Seconds, seconds } from '../../domain/seconds.ts';
import type { Service } from '../../domain/service.ts';

/** Time for load balancers and kube-proxies to stop sending new requests before the process is told to end: both happen in
 *  parallel, and the slower one is the load balancer.
 *  @see https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination */
export const PRE_STOP = seconds(15);

const RESERVE = 5;

/** Long enough for preStop, the service's own drain and a reserve; never typed by hand. */
export const terminationGrace = ({ drain }: Service): Seconds => seconds(PRE_STOP + drain + RESERVE);

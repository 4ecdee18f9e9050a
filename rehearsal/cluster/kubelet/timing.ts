/** How fast the kubelet is, in milliseconds. */
export interface KubeletTiming {
  /** First wait after a container crashed for the second time, doubled with each further crash. */
  readonly crashBackOff: number;
  /** First wait after an image could not be pulled. */
  readonly imageBackOff: number;
  /** The longest of both. */
  readonly longestBackOff: number;
  /** From a container's end to the kubelet's next look at its pod. */
  readonly notice: number;
  /** How often something that cannot start is looked at again, at the least. */
  readonly resync: number;
  /** The longest time between two looks while a container waits for its restart. */
  readonly longestLook: number;
  /** How often a container that has not started yet is asked whether it has, besides its own startup probes; `undefined` for never.
   *  Only a success counts: a container gets as long to start as its probe says. */
  readonly startupLook: number | undefined;
  /** What waits are multiplied with. A kubelet adds up to a half to each, so that nodes do not act in step. */
  readonly jitter: number;
  /** What grace periods and preStop sleeps are multiplied with. */
  readonly graceFactor: number;
}

/** A kubelet's own constants: back-off 10 s doubling to 300 s, a look after each change, else after 10 s, at most 60 s.
 *  https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy */
export const REAL_TIMING: KubeletTiming = {
  crashBackOff: 10_000,
  imageBackOff: 10_000,
  longestBackOff: 300_000,
  notice: 1_000,
  resync: 10_000,
  longestLook: 60_000,
  startupLook: undefined,
  // Always the middle: what happens does not depend on chance.
  jitter: 1.25,
  graceFactor: 1,
};

/** A tenth of it: for a rehearsal, where nobody wants to wait for a crash loop. Says nothing about a real cluster's times. */
export const QUICK_TIMING: KubeletTiming = {
  crashBackOff: 1_000,
  imageBackOff: 1_000,
  longestBackOff: 30_000,
  notice: 100,
  resync: 1_000,
  longestLook: 6_000,
  startupLook: 100,
  jitter: 1,
  graceFactor: 0.1,
};

/** How fast the kubelet is, in milliseconds. */
export interface KubeletTiming {
  /** First wait after a container crashed for the second time, doubled with each further crash. */
  readonly crashBackOff: number;
  /** First wait after an image could not be pulled. */
  readonly imageBackOff: number;
  /** The longest of both. */
  readonly longestBackOff: number;
  /** From a container's end to the kubelet's noticing it. */
  readonly notice: number;
  /** How often something that cannot start is looked at again. */
  readonly resync: number;
  /** What grace periods and preStop sleeps are multiplied with. */
  readonly graceFactor: number;
}

/** A kubelet's own constants: back-off 10 s doubling to 300 s, containers looked at every second.
 *  https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy */
export const REAL_TIMING: KubeletTiming = {
  crashBackOff: 10_000,
  imageBackOff: 10_000,
  longestBackOff: 300_000,
  notice: 1_000,
  resync: 12_000,
  graceFactor: 1,
};

/** A tenth of it: for a rehearsal, where nobody wants to wait for a crash loop. Says nothing about a real cluster's times. */
export const QUICK_TIMING: KubeletTiming = {
  crashBackOff: 1_000,
  imageBackOff: 1_000,
  longestBackOff: 30_000,
  notice: 100,
  resync: 1_200,
  graceFactor: 0.1,
};

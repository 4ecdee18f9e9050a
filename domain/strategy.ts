/** How a workload moves from one release to the next. */
export type Strategy = RollingStrategy;

/** Pods are replaced step by step; with `maxUnavailable: 0` no ready pod goes before its successor is ready.
 *  @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment */
export interface RollingStrategy {
  readonly kind: 'rolling';
  readonly maxSurge: number;
  readonly maxUnavailable: number;
}

export const rolling = (options: Partial<Omit<RollingStrategy, 'kind'>> = {}): RollingStrategy => ({
  kind: 'rolling',
  maxSurge: 1,
  maxUnavailable: 0,
  ...options,
});

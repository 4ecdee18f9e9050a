import { resolveFenceposts } from '../deployment/fenceposts.ts';
import type { DaemonSet } from '../resource.ts';

/** How many nodes may be without an available pod, or have a second one, while the template changes. Both are rounded up; both
 *  zero becomes one unavailable, or nothing could move.
 *  https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/daemon-set-v1/#DaemonSetSpec */
export interface DaemonFenceposts {
  readonly maxSurge: number;
  readonly maxUnavailable: number;
}

export const fencepostsOf = ({ spec }: Pick<DaemonSet, 'spec'>, desired: number): DaemonFenceposts => {
  const { type, rollingUpdate } = spec.updateStrategy ?? {};
  if (type !== 'RollingUpdate') return { maxSurge: 0, maxUnavailable: 0 };
  // What is rounded up is what a Deployment calls its surge.
  const up = (value: number | string | undefined): number => resolveFenceposts(value, 1, desired).maxSurge;
  const [maxSurge, maxUnavailable] = [up(rollingUpdate?.maxSurge), up(rollingUpdate?.maxUnavailable)];
  return { maxSurge, maxUnavailable: maxSurge === 0 && maxUnavailable === 0 && desired > 0 ? 1 : maxUnavailable };
};

import type { Deployment } from '../kubernetes.ts';
import type { Progress } from './progress.ts';

/** kubectl's rule for `rollout status`, so that both always agree.
 *  @see https://github.com/kubernetes/kubectl/blob/v0.36.3/pkg/polymorphichelpers/rollout_status.go */
export function deploymentProgress({ spec, status }: Deployment): Progress {
  const desired = spec.replicas ?? 1;
  const { replicas = 0, updatedReplicas: updated = 0, availableReplicas: available = 0 } = status ?? {};
  const old = Math.max(0, replicas - updated);
  return {
    by: 'pods',
    desired,
    updated,
    available,
    old,
    done: updated >= desired && old === 0 && available >= updated,
    ...(spec.paused === true ? { note: 'and it is paused' } : {}),
  };
}

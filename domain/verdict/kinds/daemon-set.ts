import type { DaemonSet } from '../kubernetes.ts';
import type { Progress } from './progress.ts';

/** One pod a node, so the nodes say how many there should be.
 *  @see https://github.com/kubernetes/kubectl/blob/v0.36.3/pkg/polymorphichelpers/rollout_status.go */
export function daemonSetProgress({ status }: DaemonSet): Progress {
  const {
    desiredNumberScheduled: desired = 0,
    updatedNumberScheduled: updated = 0,
    numberAvailable: available = 0,
  } = status ?? {};
  return {
    by: 'pods',
    desired,
    updated,
    available,
    old: Math.max(0, desired - updated),
    done: updated >= desired && available >= desired,
    ...(desired === 0 ? { note: 'because no node matches its selector and tolerations' } : {}),
  };
}

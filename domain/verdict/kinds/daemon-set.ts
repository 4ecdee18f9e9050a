import { counted } from '../../counted.ts';
import type { DaemonSet } from '../kubernetes.ts';
import type { Progress } from './progress.ts';

/** One pod a node, so the nodes say how many there should be. A node that goes down is not wanted any more, and its pod stays there: its
 *  taint keeps new pods away, and daemons tolerate the one that would drive them out.
 *  @see https://github.com/kubernetes/kubectl/blob/v0.36.3/pkg/polymorphichelpers/rollout_status.go */
export function daemonSetProgress({ status }: DaemonSet): Progress {
  const {
    desiredNumberScheduled: desired = 0,
    updatedNumberScheduled: updated = 0,
    numberAvailable: available = 0,
    numberMisscheduled: spare = 0,
  } = status ?? {};
  return {
    by: 'pods',
    desired,
    updated,
    available,
    old: Math.max(0, desired - updated),
    done: updated >= desired && available >= desired,
    spare,
    ...noteOf(desired, spare),
  };
}

function noteOf(desired: number, spare: number): { readonly note?: string } {
  if (spare > 0)
    return {
      note: `beside ${counted(spare, 'pod')} on nodes that it does not want (a taint; they may be down)`,
    };
  return desired === 0 ? { note: 'because no node matches its selector and tolerations' } : {};
}

import { conditionOf } from '../conditions.ts';
import { isReadyPod } from '../replica-set/deletion-order.ts';
import type { Pod } from '../resource.ts';

/** Sorts pods so that those come first that have done least: without a node, pending, not ready, ready for a shorter time, more
 *  often restarted, younger.
 *  kubernetes/pkg/controller/controller_utils.go, ActivePods */
export const inRemovalOrder = (pods: readonly Pod[]): readonly Pod[] =>
  [...pods].sort((a, b) => {
    for (const rank of RANKS) {
      const difference = rank(a) - rank(b);
      if (difference !== 0) return difference;
    }
    return 0;
  });

const PHASES: readonly (string | undefined)[] = ['Pending', 'Unknown', 'Running'];

const RANKS: readonly ((pod: Pod) => number)[] = [
  ({ spec }) => (spec.nodeName === undefined ? 0 : 1),
  ({ status }) => PHASES.indexOf(status?.phase ?? 'Pending'),
  (pod) => (isReadyPod(pod) ? 1 : 0),
  (pod) => (isReadyPod(pod) ? -time(conditionOf(pod.status?.conditions, 'Ready')?.lastTransitionTime) : 0),
  ({ status }) => -Math.max(0, ...(status?.containerStatuses ?? []).map(({ restartCount }) => restartCount)),
  ({ metadata }) => -time(metadata.creationTimestamp),
];

const time = (text: string | undefined): number => (text === undefined ? 0 : Date.parse(text));

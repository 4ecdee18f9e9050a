import { assertNever } from '../brand.ts';
import { isOrdered } from './kinds/stateful-set.ts';
import type { Judged } from './kubernetes.ts';

/** How many new pods may be broken while the rollout still gets on: the strategy's own word, percentages rounded down as the
 *  controllers do. An ordered StatefulSet touches no other pod before this one is ready, so it lets none be.
 *  @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#maximum-unavailable-pods */
export function toleratedPods(judged: Judged): number {
  switch (judged.kind) {
    case 'Deployment':
      return count(judged.spec.strategy?.rollingUpdate?.maxUnavailable ?? 0, judged.spec.replicas ?? 1);
    case 'StatefulSet': {
      const limit = count(judged.spec.updateStrategy?.rollingUpdate?.maxUnavailable ?? 1, judged.spec.replicas ?? 1);
      return isOrdered(judged) && limit <= 1 ? 0 : limit;
    }
    case 'DaemonSet':
      return count(
        judged.spec.updateStrategy?.rollingUpdate?.maxUnavailable ?? 1,
        judged.status?.desiredNumberScheduled ?? 0,
      );
    case 'Job':
    case 'PersistentVolumeClaim':
    case 'Custom':
      return 0;
    default:
      return assertNever(judged);
  }
}

const count = (limit: number | string, replicas: number): number =>
  typeof limit === 'number' ? limit : Math.floor((replicas * Number.parseFloat(limit)) / 100);

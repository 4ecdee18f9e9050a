import { type KubernetesObject, nameOf } from '../cluster.ts';
import { replicasOf } from '../exposed-workload.ts';
import { identityOf } from '../inventory/identity.ts';
import type { Live } from '../live/live.ts';
import { recordAt } from '../object-parts.ts';
import { isWorkload, type WorkloadManifest } from '../workload.ts';

/** What is known of a workload that is gone back to. */
export interface Counts {
  /** Of the kept state. */
  readonly kept: number;
  /** Before the release that is left was written; `undefined` where that release ran already. */
  readonly before: number | undefined;
  readonly now: number | undefined;
  /** What the release that is left says. */
  readonly left: number | undefined;
  /** Whether an autoscaler of that release alone has set the number. */
  readonly isScaledByLeft: boolean;
}

/** How many pods there are to be. What the release that is left made of the number goes with it; what somebody else has made of it
 *  since, an autoscaler that stays or a person, is not taken back. */
export function replicasBack({ kept, before, now, left, isScaledByLeft }: Counts): number {
  if (now === undefined) return kept;
  return isScaledByLeft || now === left ? (before ?? kept) : now;
}

interface Return {
  /** Objects of the release that is left. */
  readonly left: readonly KubernetesObject[];
  /** Objects of it that go. */
  readonly going: readonly KubernetesObject[];
  /** The workloads before it was written, where it did not run then. */
  readonly before: Live;
  readonly live: Live;
}

/** A kept object with the replicas that it is to have. Leaving the field out would give it up, and the server would set it to one. */
export function withReplicasBack(object: KubernetesObject, { left, going, before, live }: Return): KubernetesObject {
  if (!isWorkload(object)) return object;
  const name = nameOf(object);
  const ran = replicasOf(before.get(name));
  const said = replicasOf(left.find((other) => identityOf(other) === identityOf(object)));
  const isScaledByLeft = going.some((other) => scales(other, object));
  // A state that leaves the number to others gets back the one that ran, where the release that is left has taken it over.
  const kept = object.spec.replicas ?? (said === undefined && !isScaledByLeft ? undefined : ran);
  return kept === undefined
    ? object
    : withCount(
        object,
        replicasBack({ kept, before: ran, now: replicasOf(live.get(name)), left: said, isScaledByLeft }),
      );
}

/** A kept object with the replicas of now. */
export function withReplicas(object: KubernetesObject, live: Live): KubernetesObject {
  if (!isWorkload(object) || object.spec.replicas === undefined) return object;
  return withCount(object, replicasOf(live.get(nameOf(object))) ?? object.spec.replicas);
}

const withCount = (object: WorkloadManifest, replicas: number): WorkloadManifest => ({
  ...object,
  spec: { ...object.spec, replicas },
});

/** @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/ (scaleTargetRef) */
export function scales(object: KubernetesObject, workload: KubernetesObject): boolean {
  const target = recordAt(object, 'spec', 'scaleTargetRef');
  return target?.['name'] === workload.metadata.name && (target['kind'] ?? 'Deployment') === workload.kind;
}

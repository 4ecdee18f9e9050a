import { assertNever } from '../../../domain/brand.ts';
import type { BlueGreenStrategy } from '../../../domain/strategy.ts';
import { replicasOf } from '../exposed-workload.ts';
import { isUnfinished, type Operation } from '../state/operation.ts';
import { isWhole } from '../traffic/proof.ts';
import type { TrafficSituation } from '../traffic/traffic.ts';

/** What this run has found out since it started; a run that dies finds it out again. */
export interface BlueGreenProgress {
  /** Whether the objects of this release have been written by this run. */
  readonly written: boolean;
  /** Replicas for which the pods of the target, its endpoints and its check were good. */
  readonly provenFor: number;
  /** Whether only the target has the traffic, and the checks after the switch and the bake were good. */
  readonly baked: boolean;
  /** Whether somebody has cancelled it. */
  readonly cancelled: boolean;
}

/** Exactly one thing to do or to wait for. */
export type BlueGreenStep =
  /** This release has the traffic already, and nothing is unfinished. */
  | { readonly kind: 'confirm' }
  /** The release before was switched to and never verified, and it is broken: its predecessor gets the traffic back first. */
  | { readonly kind: 'settle' }
  /** Notes what is going to happen, and holds the Service to the pods that it has. */
  | { readonly kind: 'begin' }
  /** An earlier run has switched to this release and died: go on from there. */
  | { readonly kind: 'adopt' }
  | { readonly kind: 'write' | 'prove'; readonly replicas: number }
  /** A first deploy: the Service comes when there is something to lead to. */
  | { readonly kind: 'open' }
  | { readonly kind: 'flip' }
  | { readonly kind: 'bake' | 'drain'; readonly until: number }
  | { readonly kind: 'verified' | 'record' }
  /** We have switched, and the traffic is elsewhere: somebody has moved it. */
  | { readonly kind: 'moved' }
  /** There are only seconds left. */
  | { readonly kind: 'cancel' };

export interface BlueGreenPlan {
  readonly key: string;
  readonly run: Operation['run'];
  readonly strategy: BlueGreenStrategy;
  /** Replicas of the manifest. */
  readonly replicas: number | undefined;
}

/** Pods that the target needs: as many as the live copy has now, because an autoscaler may have changed them; never none. */
export const wantedPods = ({ live, deployments }: TrafficSituation, { replicas }: BlueGreenPlan): number =>
  Math.max(1, (live && replicasOf(deployments.get(live.workload))) ?? replicas ?? 1);

/** Pure: the same situation gives the same step, so that a run that died anywhere is continued by the next. */
export function nextStep(situation: TrafficSituation, known: BlueGreenProgress, plan: BlueGreenPlan): BlueGreenStep {
  const { operation, live, from, target, deployments, liveState } = situation;
  const pods = wantedPods(situation, plan);
  const toTarget = (proven: 'open' | 'flip'): BlueGreenStep => {
    if (!known.written || (replicasOf(deployments.get(target.workload)) ?? 0) < pods)
      return { kind: 'write', replicas: pods };
    return known.provenFor < pods || !isWhole(deployments.get(target.workload), pods)
      ? { kind: 'prove', replicas: pods }
      : { kind: proven };
  };
  if (known.cancelled) return { kind: 'cancel' };
  if (live === undefined) return toTarget('open');
  const unfinished = operation !== undefined && isUnfinished(operation);
  const switched = operation?.to.workload === live.workload;
  if (operation === undefined || operation.to.state !== plan.key || !unfinished) {
    if (liveState === plan.key) return { kind: 'confirm' };
    const unsure = operation?.phase === 'flipped' && switched && !isWhole(deployments.get(live.workload));
    return unsure && from !== undefined && isWhole(deployments.get(from.workload))
      ? { kind: 'settle' }
      : { kind: 'begin' };
  }
  if (operation.run.id !== plan.run.id || operation.run.attempt !== plan.run.attempt)
    return { kind: switched ? 'adopt' : 'begin' };
  if (!switched && ['flipped', 'verified', 'retired'].includes(operation.phase)) return { kind: 'moved' };
  const until = Date.parse(operation.flippedAt ?? '') + plan.strategy.bake * 1000;
  switch (operation.phase) {
    case 'locked':
    case 'applied':
      return toTarget('flip');
    case 'flipped':
      return known.baked ? { kind: 'verified' } : { kind: 'bake', until };
    case 'verified':
      return { kind: 'drain', until: until + plan.strategy.scaleDownDelay * 1000 };
    case 'retired':
      return { kind: 'record' };
    case 'failing':
    case 'cancelled':
    case 'rolled-back':
    case 'recorded':
      return { kind: 'begin' };
    default:
      return assertNever(operation.phase);
  }
}

import { oneCrashHeals } from './01-one-crash-heals.ts';
import { oneNodeOnly, registryComesBack, secondAnswer, secondAskSucceeds } from './02-pull-heals.ts';
import { backOffAfterTheError, backOffIsAllWeSaw } from './03-back-off-hides-the-cause.ts';
import { gated, nodeIsComing, noNodeWillCome, upgradeOfTheControlPlane } from './04-autopilot-adds-a-node.ts';
import { readinessGate } from './05-readiness-gate.ts';
import { autoscalerChangesReplicas } from './06-autoscaler-changes-replicas.ts';
import { oldFailure, oldSuccess, ourFailure } from './07-status-of-the-rollout-before.ts';
import { runAgainOfABrokenOne, runAgainOfAGoodOne } from './08-run-again.ts';
import { pausedOnTheWay } from './09-paused.ts';
import { relist } from './10-relist.ts';
import { blind } from './11-blind.ts';
import { oldPods, replacedPods } from './14-old-pods.ts';
import { revisionIsBehind, undone } from './15-which-replica-set-is-new.ts';
import { slowStart, startupBudget } from './24-probe-noise.ts';
import { jobPodsVanish } from './25-job-pods-vanish.ts';
import type { Trap } from './trap.ts';

/** Every trap that a stream shows. */
export const TRAPS: readonly Trap[] = [
  oneCrashHeals,
  registryComesBack,
  oneNodeOnly,
  secondAskSucceeds,
  secondAnswer,
  backOffAfterTheError,
  backOffIsAllWeSaw,
  nodeIsComing,
  noNodeWillCome,
  upgradeOfTheControlPlane,
  gated,
  readinessGate,
  autoscalerChangesReplicas,
  oldSuccess,
  oldFailure,
  ourFailure,
  runAgainOfAGoodOne,
  runAgainOfABrokenOne,
  pausedOnTheWay,
  relist,
  blind,
  oldPods,
  replacedPods,
  undone,
  revisionIsBehind,
  slowStart,
  startupBudget,
  jobPodsVanish,
];

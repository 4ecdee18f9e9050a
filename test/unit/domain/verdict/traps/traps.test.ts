import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Verdict } from '../../../../../domain/verdict/verdict.ts';
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
import { ELSEWHERE } from './elsewhere.ts';
import type { Trap } from './trap.ts';

const TRAPS: readonly Trap[] = [
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

const isForbidden = (verdict: Verdict, what: Trap['never'][number]): boolean =>
  typeof what !== 'string'
    ? verdict.state === 'failed' && verdict.sentence.includes(what.says)
    : verdict.state === what || (verdict.state === 'failed' && verdict.class === what);

describe('traps', () => {
  it.each(TRAPS)('$number: $name', ({ script, moments, never }) => {
    for (const { at, says = '', ...wanted } of moments) {
      expect({ at, ...script.verdict(at) }).toMatchObject({ at, ...wanted, sentence: expect.stringContaining(says) });
    }
    const last = Math.max(...moments.map(({ at }) => at));
    const broken = Array.from({ length: last + 1 }, (_, second) => ({
      second,
      verdict: script.verdict(second),
    })).flatMap(({ second, verdict }) =>
      never.filter((what) => isForbidden(verdict, what)).map((what) => ({ second, what, sentence: verdict.sentence })),
    );
    expect(broken).toEqual([]);
  });

  it('all 26 have a stream here or a layer that answers for them', () => {
    const covered = new Set([...TRAPS, ...ELSEWHERE].map(({ number }) => number));
    expect(Array.from({ length: 26 }, (_, index) => index + 1).filter((number) => !covered.has(number))).toEqual([]);
  });

  it.each(ELSEWHERE.flatMap(({ shownBy, ...trap }) => (shownBy === undefined ? [] : [{ ...trap, ...shownBy }])))(
    '$number: $name is shown by a test of the $layer',
    ({ file, title }) => {
      expect(readFileSync(file, 'utf8')).toContain(`'${title}'`);
    },
  );
});

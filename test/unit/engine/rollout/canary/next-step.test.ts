import { describe, expect, it } from '@jest/globals';
import { seconds } from '../../../../../domain/seconds.ts';
import {
  type CanaryPlan,
  type CanaryProgress,
  type CanarySituation,
  nextStep,
} from '../../../../../engine/rollout/canary/next-step.ts';

const shares = [
  { pods: 1, percent: 25, pause: seconds(20) },
  { pods: 3, percent: 50, pause: seconds(20) },
  { pods: 9, percent: 75, pause: seconds(20) },
];
const [first, second] = shares;
const rollout: CanaryPlan = { kind: 'rollout', shares, byWeight: false };
const weighted: CanaryPlan = { ...rollout, byWeight: true };
const back: CanaryPlan = { kind: 'rollback', shares: undefined, byWeight: false };
const nothing: CanaryProgress = { begun: false, passed: undefined, verified: false, retired: false, cancelled: false };
const begun = { begun: true };
const none: CanarySituation = { pods: 0, weight: 0, isOurs: false };
const ours = (pods: number, weight = 0): CanarySituation => ({ pods, weight, isOurs: true });

describe('the next step of a canary', () => {
  it.each<[string, CanarySituation, Partial<CanaryProgress>, CanaryPlan, object]>([
    ['notes what will happen', none, {}, rollout, { kind: 'begin' }],
    ['gives the first share', none, begun, rollout, { kind: 'give', share: first, index: 0 }],
    [
      'begins anew beside the canary of another release',
      { pods: 3, weight: 0, isOurs: false },
      begun,
      rollout,
      { kind: 'give', share: first, index: 0 },
    ],
    [
      'takes the weights of another release first',
      { pods: 3, weight: 1, isOurs: false },
      begun,
      weighted,
      { kind: 'take' },
    ],
    ['takes weights where shares are numbers of pods', ours(3, 50), begun, rollout, { kind: 'take' }],
    ['goes on from the pods that a dead run left', ours(3), begun, rollout, { kind: 'give', share: second, index: 1 }],
    ['goes on from the weight of it', ours(1, 50), begun, weighted, { kind: 'give', share: second, index: 1 }],
    ['goes on from its first share as well', ours(1, 25), begun, weighted, { kind: 'give', share: first, index: 0 }],
    [
      'gives the next share after a good one, whatever somebody has scaled',
      ours(1),
      { ...begun, passed: 1 },
      rollout,
      { kind: 'give', share: second, index: 1 },
    ],
    ['calls it verified after the last one', ours(3), { ...begun, passed: 3 }, rollout, { kind: 'verified' }],
    [
      'replaces the stable pods then, and keeps the last share',
      ours(3),
      { ...begun, passed: 3, verified: true },
      rollout,
      { kind: 'replace', percent: 75 },
    ],
    [
      'leaves it to the stable pods to be cancelled, once they are replaced',
      ours(3),
      { ...begun, passed: 3, verified: true, cancelled: true },
      rollout,
      { kind: 'replace', percent: 75 },
    ],
    ['cancels before it begins', none, { cancelled: true }, rollout, { kind: 'cancel' }],
    ['cancels in the middle', ours(1), { ...begun, passed: 1, cancelled: true }, weighted, { kind: 'cancel' }],
    [
      'replaces at once where there is nothing to share',
      none,
      {},
      { ...rollout, shares: undefined },
      { kind: 'replace', percent: 0 },
    ],
    ['takes everything from the canary before it goes back', ours(3, 50), {}, back, { kind: 'retire' }],
    ['goes back without any share', none, { retired: true }, back, { kind: 'replace', percent: 0 }],
  ])('%s', (_, situation, known, plan, step) => {
    expect(nextStep(situation, { ...nothing, ...known }, plan)).toEqual(step);
  });
});

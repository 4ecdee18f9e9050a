import { describe, expect, it } from '@jest/globals';
import { type Seconds, seconds } from '../../../domain/seconds.ts';
import { blueGreen, canary, rolling, strategyProblems } from '../../../domain/strategy.ts';

describe('a strategy', () => {
  it.each([rolling(), blueGreen(), canary(), canary({ steps: [{ percent: 1, pause: seconds(0) }] })])(
    'with its defaults has no problem: $kind',
    (strategy) => {
      expect(strategyProblems(strategy, 'rollout')).toEqual([]);
    },
  );

  it('that cannot be met is refused with every field at once', () => {
    const never = -1 as Seconds;
    expect(strategyProblems(blueGreen({ bake: never, scaleDownDelay: never }), 'rollout')).toMatchObject([
      { field: 'rollout.bake', value: -1 },
      { field: 'rollout.scaleDownDelay', value: -1 },
    ]);
    const steps = [
      { percent: 50, pause: seconds(1) },
      { percent: 20, pause: never },
      { percent: 100, pause: seconds(1) },
    ];
    expect(strategyProblems(canary({ steps }), 'rollout')).toMatchObject([
      { field: 'rollout.steps[1].percent', value: 20, message: expect.stringContaining('before it is 50') },
      { field: 'rollout.steps[1].pause', value: -1 },
      { field: 'rollout.steps[2].percent', value: 100 },
    ]);
    expect(strategyProblems(canary({ steps: [] }), 'rollout')).toMatchObject([{ field: 'rollout.steps' }]);
  });

  it('by weights has shares of two decimals at most', () => {
    const steps = [12.34, 33.333].map((percent) => ({ percent, pause: seconds(1) }));
    expect(strategyProblems(canary({ steps, traffic: 'gateway' }), 'rollout')).toMatchObject([
      { field: 'rollout.steps[1].percent', value: 33.333, message: expect.stringContaining('two decimals') },
    ]);
    expect(strategyProblems(canary({ steps }), 'rollout')).toEqual([]);
  });
});

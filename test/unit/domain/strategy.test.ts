import { describe, expect, it } from '@jest/globals';
import { managedPrometheus, measure, prometheus } from '../../../domain/measure.ts';
import { type Seconds, seconds } from '../../../domain/seconds.ts';
import { blueGreen, canary, rolling, strategyProblems } from '../../../domain/strategy.ts';
import { variable } from '../../../domain/variable.ts';

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

  it('measured with the token of a login ends before that does', () => {
    const steps = [1, 2].map((hours) => ({ percent: hours * 20, pause: seconds(hours * 1500) }));
    const byLogin = measure({
      source: managedPrometheus(variable('GCP_PROJECT')),
      value: '{{pods}}',
      samples: '{{pods}}',
    });
    const byToken = { ...byLogin, source: prometheus({ url: 'https://prometheus.example' }) };
    expect(strategyProblems(canary({ steps, measure: byLogin }), 'rollout')).toMatchObject([
      { field: 'rollout.steps', message: expect.stringMatching(/3000 s together.*These last 4500 s/) },
    ]);
    expect(strategyProblems(canary({ steps, measure: byToken }), 'rollout')).toEqual([]);
    expect(strategyProblems(canary({ measure: byLogin }), 'rollout')).toEqual([]);
  });

  it('by weights has shares of two decimals at most', () => {
    const steps = [12.34, 33.333].map((percent) => ({ percent, pause: seconds(1) }));
    expect(strategyProblems(canary({ steps, traffic: 'gateway' }), 'rollout')).toMatchObject([
      { field: 'rollout.steps[1].percent', value: 33.333, message: expect.stringContaining('two decimals') },
    ]);
    expect(strategyProblems(canary({ steps }), 'rollout')).toEqual([]);
  });
});

import { assertNever } from '../../domain/brand.ts';
import type { Strategy } from '../../domain/strategy.ts';
import { tunedBake, tunedScaleDownDelay } from './tunable.ts';

/** A strategy as inputs of the `rollout` action; its default says nothing. */
export function strategyInputs(strategy: Strategy) {
  switch (strategy.kind) {
    case 'rolling':
      return {};
    case 'blueGreen':
      return {
        strategy: 'blue-green',
        bake: tunedBake(strategy.bake),
        'scale-down-delay': tunedScaleDownDelay(strategy.scaleDownDelay),
      };
    case 'canary':
      return {
        strategy: 'canary',
        steps: strategy.steps.map(({ percent, pause }) => `${percent}:${pause}`).join(','),
      };
    default:
      return assertNever(strategy);
  }
}

/** The same for the `rollback` action: going back has no steps. */
export const rollbackStrategyInputs = (strategy: Strategy) =>
  strategy.kind === 'canary' ? { strategy: 'canary' } : strategyInputs(strategy);

/** Seconds that a strategy takes beyond the time until its pods are ready. */
export function extraSeconds(strategy: Strategy): number {
  switch (strategy.kind) {
    case 'rolling':
      return 0;
    case 'blueGreen':
      return strategy.bake + strategy.scaleDownDelay;
    case 'canary':
      return strategy.steps.reduce((sum, { pause }) => sum + pause, 0);
    default:
      return assertNever(strategy);
  }
}

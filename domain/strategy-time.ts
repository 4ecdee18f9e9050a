import { assertNever } from './brand.ts';
import type { Strategy } from './strategy.ts';

/** What a Gateway of a cloud may take for each change of a route; twice that is waited for. */
const SLOW_GATEWAY = 150;

/** Seconds that a strategy takes beyond the time until its pods are ready. */
export function extraSeconds(strategy: Strategy): number {
  switch (strategy.kind) {
    case 'rolling':
      return 0;
    case 'blueGreen':
      return strategy.bake + strategy.scaleDownDelay;
    case 'canary':
      return (
        strategy.steps.reduce((sum, { pause }) => sum + pause, 0) +
        (strategy.traffic === 'gateway' ? (strategy.steps.length + 1) * SLOW_GATEWAY : 0)
      );
    default:
      return assertNever(strategy);
  }
}

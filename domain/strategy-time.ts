import { assertNever } from './brand.ts';
import { ROLLBACK_TIMEOUT, WATCH_AFTER } from './knob/time-knobs.ts';
import type { Strategy } from './strategy.ts';
import type { Tier } from './tier.ts';

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

/** Seconds that the way back may take from a rollout to a tier. */
export const rollbackSeconds = ({
  rollbackTimeout = ROLLBACK_TIMEOUT.default,
}: Pick<Tier, 'rollbackTimeout'>): number => rollbackTimeout;

/** Seconds that one rollout to a tier may take, with the look after it and the way back. */
export const rolloutSeconds = (tier: Tier): number => {
  const { timeout, rollout, rollback = true, watchAfter = WATCH_AFTER.default } = tier;
  return timeout + extraSeconds(rollout) + watchAfter + (rollback ? rollbackSeconds(tier) : 0);
};

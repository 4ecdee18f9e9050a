import type { Clock } from '../../engine/rollout/clock.ts';

/** The machine's time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, callback) {
    // Longer waits would overflow into none; whoever waits so long asks again.
    const timer = setTimeout(callback, Math.min(milliseconds, 2 ** 31 - 1));
    return () => clearTimeout(timer);
  },
};

import type { Clock } from './clock.ts';

/** A clock that stands still until it is told to go on. */
export interface VirtualClock extends Clock {
  /** Lets time pass: every callback that falls due runs at its own instant, in the order of instants and, within one, in the
   *  order of registration. */
  advance(milliseconds: number): void;
  /** Lets time pass from one callback to the next until `done` holds.
   *  @throws when `limit` milliseconds have passed, or nothing is left to happen, and it still does not. */
  runUntil(done: () => boolean, limit?: number): void;
}

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly callback: () => void;
}

const TEN_MINUTES = 600_000;
/** More callbacks than that within one instant are two parts that wake each other for ever. */
const CALLBACKS_PER_INSTANT = 100_000;

/** Starts at a fixed date, so that two runs show the same times. */
export const createVirtualClock = (start = Date.UTC(2026, 0, 1)): VirtualClock => {
  let now = start;
  let order = 0;
  let atThisInstant = 0;
  const timers = new Set<Timer>();

  const next = (): Timer | undefined => {
    let first: Timer | undefined;
    for (const timer of timers) {
      if (first === undefined || timer.at < first.at || (timer.at === first.at && timer.order < first.order))
        first = timer;
    }
    return first;
  };
  const fire = (timer: Timer): void => {
    timers.delete(timer);
    atThisInstant = timer.at > now ? 0 : atThisInstant + 1;
    if (atThisInstant > CALLBACKS_PER_INSTANT)
      throw new Error(
        `Virtual clock at ${new Date(now).toISOString()}: callbacks keep waking each other, time cannot pass.`,
      );
    now = Math.max(now, timer.at);
    timer.callback();
  };

  return {
    now: () => now,
    after(milliseconds, callback) {
      order += 1;
      const timer = { at: now + Math.max(0, milliseconds), order, callback };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    advance(milliseconds) {
      const end = now + milliseconds;
      for (let timer = next(); timer !== undefined && timer.at <= end; timer = next()) fire(timer);
      now = end;
    },
    runUntil(done, limit = TEN_MINUTES) {
      const end = now + limit;
      while (!done()) {
        const timer = next();
        if (timer === undefined || timer.at > end) {
          const why = timer === undefined ? 'nothing is left to happen' : `${limit / 1000} s have passed`;
          throw new Error(`Virtual clock at ${new Date(now).toISOString()}: waited for ${done}, and ${why}.`);
        }
        fire(timer);
      }
    },
  };
};

import type { Clock } from '../cluster/clock.ts';

/** The real clock of this machine, put forward now and then: so a job that hangs for an hour takes no time. */
export interface SkippingClock extends Clock {
  /** Puts it forward. What falls due on the way happens, each at its own instant. */
  skip(milliseconds: number): void;
}

interface Timer {
  readonly at: number;
  readonly callback: () => void;
  waiting: NodeJS.Timeout;
}

/** @param real milliseconds since the epoch, as the machine has them */
export function skippingClock(real: () => number = Date.now): SkippingClock {
  let ahead = 0;
  const timers = new Set<Timer>();
  const now = (): number => real() + ahead;
  const stop = (timer: Timer): void => {
    timers.delete(timer);
    clearTimeout(timer.waiting);
  };
  const ring = (timer: Timer): void => {
    stop(timer);
    timer.callback();
  };
  const wait = (milliseconds: number, timer: () => Timer): NodeJS.Timeout =>
    setTimeout(() => ring(timer()), Math.max(0, milliseconds)).unref();
  return {
    now,
    after(milliseconds, callback) {
      const timer: Timer = {
        at: now() + Math.max(0, milliseconds),
        callback,
        waiting: wait(milliseconds, () => timer),
      };
      timers.add(timer);
      return () => stop(timer);
    },
    skip(milliseconds) {
      const end = now() + milliseconds;
      for (let due = first(timers, end); due !== undefined; due = first(timers, end)) {
        ahead += Math.max(0, due.at - now());
        ring(due);
      }
      ahead += Math.max(0, end - now());
      for (const timer of timers) {
        clearTimeout(timer.waiting);
        timer.waiting = wait(timer.at - now(), () => timer);
      }
    },
  };
}

/** The next one that is due by then; of two at one instant, the one that was set first. */
const first = (timers: ReadonlySet<Timer>, end: number): Timer | undefined =>
  [...timers].filter(({ at }) => at <= end).sort((one, other) => one.at - other.at)[0];

import type { Clock } from '../clock.ts';

/** How long to wait before something that failed is tried again: doubles up to a limit, and is forgotten when the last failure
 *  is older than twice the limit. https://pkg.go.dev/k8s.io/client-go/util/flowcontrol#Backoff */
export interface BackOff {
  /** Milliseconds that are left until a try is allowed.
   *  @param since when the failure happened; the wait counts from there. */
  remaining(since: number): number;
  /** The whole wait after the failures so far. */
  current(): number;
  /** Notes a try.
   *  @param failedAt when the failure happened that the try answers. */
  next(failedAt: number): void;
}

export const createBackOff = (clock: Clock, base: number, limit: number): BackOff => {
  let wait: number | undefined;
  let lastUpdate = 0;
  const expired = (at: number): boolean => at - lastUpdate > 2 * limit;
  return {
    remaining(since) {
      if (wait === undefined || expired(since)) return 0;
      return Math.max(0, since + wait - clock.now());
    },
    current: () => wait ?? 0,
    next(failedAt) {
      wait = wait === undefined || expired(failedAt) ? base : Math.min(wait * 2, limit);
      lastUpdate = clock.now();
    },
  };
};

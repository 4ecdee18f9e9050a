import type { Clock } from '../../clock.ts';

const FIRST = 1_000;
const LONGEST = 900_000;

/** How soon failed pods of a node may be replaced: a second after the first, doubled with each further one, so that set and
 *  kubelet do not fight. kubernetes/pkg/controller/daemon/daemon_controller.go, failedPodsBackoff */
export interface FailedPodsBackOff {
  /** Milliseconds that are left, or 0, and then the replacement is noted. */
  next(key: string): number;
}

export const createFailedPodsBackOff = (clock: Clock): FailedPodsBackOff => {
  const entries = new Map<string, { readonly wait: number; readonly at: number }>();
  return {
    next(key) {
      const now = clock.now();
      const before = entries.get(key);
      const left = before === undefined ? 0 : before.at + before.wait - now;
      if (left > 0) return left;
      const isForgotten = before === undefined || now - before.at > 2 * LONGEST;
      entries.set(key, { wait: isForgotten ? FIRST : Math.min(before.wait * 2, LONGEST), at: now });
      return 0;
    },
  };
};

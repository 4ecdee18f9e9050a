import type { Clock } from '../clock.ts';
import { StatusError } from '../object-store.ts';

/** Keys of objects to look at again, each at most once at a time: a burst of changes becomes one look at the result.
 *  https://pkg.go.dev/k8s.io/client-go/util/workqueue */
export interface WorkQueue {
  add(key: string): void;
  /** Adds the key later; several for one key all happen, as an early look costs little and a missed one a deadline. */
  addAfter(key: string, milliseconds: number): void;
  /** Adds the key after a delay that doubles with each call, until `sync` of the key ends well. */
  addRateLimited(key: string): void;
  close(): void;
}

const FIRST_RETRY = 5;
const LONGEST_RETRY = 1_000_000;

/** Calls `sync` for each key, one at a time and never from within `add`. When the API refuses a write of it, the key comes
 *  again after 5 ms, doubling up to 1000 s, as with client-go's default limiter.
 *  @param onBug takes any other exception: a mistake of ours, which must not be retried silently. */
export const createWorkQueue = (
  clock: Clock,
  sync: (key: string) => void,
  onBug: (error: unknown) => void = rethrow,
): WorkQueue => {
  const pending = new Set<string>();
  const failures = new Map<string, number>();
  const timers = new Set<() => void>();
  let scheduled = false;
  let closed = false;

  const later = (milliseconds: number, callback: () => void): void => {
    const cancel = clock.after(milliseconds, () => {
      timers.delete(cancel);
      callback();
    });
    timers.add(cancel);
  };
  const work = (): void => {
    scheduled = false;
    const key = pending.values().next().value;
    if (key === undefined || closed) return;
    pending.delete(key);
    if (pending.size > 0) schedule();
    try {
      sync(key);
      failures.delete(key);
    } catch (error) {
      if (error instanceof StatusError) queue.addRateLimited(key);
      else onBug(error);
    }
  };
  const schedule = (): void => {
    if (scheduled || closed) return;
    scheduled = true;
    later(0, work);
  };
  const queue: WorkQueue = {
    add(key) {
      pending.add(key);
      schedule();
    },
    addAfter: (key, milliseconds) => {
      if (!closed) later(milliseconds, () => queue.add(key));
    },
    addRateLimited(key) {
      const count = failures.get(key) ?? 0;
      failures.set(key, count + 1);
      queue.addAfter(key, Math.min(FIRST_RETRY * 2 ** count, LONGEST_RETRY));
    },
    close() {
      closed = true;
      for (const cancel of timers) cancel();
      timers.clear();
      pending.clear();
    },
  };
  return queue;
};

const rethrow = (error: unknown): never => {
  throw error;
};

/** `namespace/name`, the key of an object in a queue. */
export const keyOf = (object: { readonly metadata: { readonly namespace?: string; readonly name: string } }): string =>
  `${object.metadata.namespace ?? ''}/${object.metadata.name}`;

/** Namespace and name of a key. */
export const splitKey = (key: string): readonly [namespace: string, name: string] => {
  const slash = key.indexOf('/');
  return [key.slice(0, slash), key.slice(slash + 1)];
};

/** Time as a parameter, so that a ten-minute rollout is tested in milliseconds. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls back once after `milliseconds`. @returns a function that calls it off. */
  after(milliseconds: number, callback: () => void): () => void;
}

/** Settles as the promise does, or gives `otherwise` when that takes too long; the work itself goes on unheard. */
export function within<T, O>(promise: Promise<T>, milliseconds: number, clock: Clock, otherwise: O): Promise<T | O> {
  return new Promise((resolve, reject) => {
    const stop = clock.after(milliseconds, () => resolve(otherwise));
    promise.then(
      (value) => {
        stop();
        resolve(value);
      },
      (error) => {
        stop();
        reject(error);
      },
    );
  });
}

/** Waits, and no longer when the signal aborts. */
export function pause(milliseconds: number, clock: Clock, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const stop = clock.after(signal.aborted ? 0 : Math.max(0, milliseconds), end);
    signal.addEventListener('abort', end, { once: true });
    function end(): void {
      stop();
      signal.removeEventListener('abort', end);
      resolve();
    }
  });
}

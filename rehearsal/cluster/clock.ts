/** Time as the cluster sees it. The real one follows the machine; a virtual one moves only when told, so that a ten-minute
 *  deadline is a test of milliseconds. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls back once after `milliseconds`. @returns a function that calls it off. */
  after(milliseconds: number, callback: () => void): () => void;
}

export const realClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** So many may work at once; the others wait for their turn, in order. */
export class Slots {
  #free: number;
  readonly #waiting = new Set<() => void>();

  constructor(count: number) {
    this.#free = count;
  }

  /** @returns what gives the place back; `undefined` when the signal was aborted before there was one */
  acquire(signal: AbortSignal): Promise<(() => void) | undefined> {
    return new Promise((resolve) => {
      const release = (): void => {
        this.#free++;
        const [next] = this.#waiting;
        next?.();
      };
      const take = (): void => {
        this.#waiting.delete(take);
        signal.removeEventListener('abort', leave);
        this.#free--;
        resolve(release);
      };
      const leave = (): void => {
        this.#waiting.delete(take);
        resolve(undefined);
      };
      if (signal.aborted) return leave();
      if (this.#free > 0) return take();
      this.#waiting.add(take);
      signal.addEventListener('abort', leave, { once: true });
    });
  }
}

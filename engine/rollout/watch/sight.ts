/** Longest time without sight of the cluster, all interruptions together, before nothing is known any more. */
export const BLIND = 180_000;

/** Whether we can see the cluster, and a clock that stands still while we cannot: blind time is never failure time. */
export class Sight {
  readonly #lost = new Map<string, string>();
  #blindSince: number | undefined;
  #blindBefore = 0;

  lose(stream: string, reason: string, now: number): void {
    if (this.#lost.size === 0) this.#blindSince = now;
    this.#lost.set(stream, reason);
  }

  find(stream: string, now: number): void {
    if (!this.#lost.delete(stream) || this.#lost.size > 0) return;
    this.#blindBefore += now - (this.#blindSince ?? now);
    this.#blindSince = undefined;
  }

  get isBlind(): boolean {
    return this.#blindSince !== undefined;
  }

  get reasons(): readonly string[] {
    return [...new Set(this.#lost.values())];
  }

  /** Milliseconds without sight, all interruptions together. */
  blindFor(now: number): number {
    return this.#blindBefore + (this.#blindSince === undefined ? 0 : now - this.#blindSince);
  }

  /** The observer's clock. */
  time(now: number): number {
    return now - this.blindFor(now);
  }
}

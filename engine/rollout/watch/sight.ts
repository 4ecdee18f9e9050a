/** Longest time without sight of the cluster, all interruptions together, before nothing is known any more. */
export const BLIND = 180_000;
/** A stream that is cut and goes on this soon was seen: it tells everything that happened in between. */
export const IN_TIME = 5_000;

interface Interval {
  readonly from: number;
  readonly to: number;
}

interface Lost {
  readonly reason: string;
  readonly since: number;
}

/** Whether we can see the cluster, and a clock that stands still while we cannot: blind time is never failure time. A stream is lost
 *  from when it told something last; whoever finds it again in time has seen all of it. So the clock may be set back by the time that
 *  we were blind without knowing it yet, and never by more. */
export class Sight {
  readonly #lost = new Map<string, Lost>();
  /** Without overlaps, in order. */
  #blind: readonly Interval[] = [];

  /** @param since when the stream told something last */
  lose(stream: string, reason: string, since: number): void {
    const known = this.#lost.get(stream);
    this.#lost.set(stream, { reason, since: Math.min(since, known?.since ?? since) });
  }

  find(stream: string, now: number): void {
    const lost = this.#lost.get(stream);
    if (lost === undefined) return;
    this.#lost.delete(stream);
    if (now - lost.since > IN_TIME) this.#blind = merged([...this.#blind, { from: lost.since, to: now }]);
  }

  /** Whether something has not been seen for longer than a short while. */
  isBlind(now: number): boolean {
    return this.#open(now).length > 0;
  }

  /** Whether every stream is there at this moment. */
  get isWhole(): boolean {
    return this.#lost.size === 0;
  }

  /** Why not. */
  get reasons(): readonly string[] {
    return [...new Set([...this.#lost.values()].map(({ reason }) => reason))];
  }

  /** How long this interruption has lasted; 0 where there is none. */
  darkFor(now: number): number {
    return Math.max(0, ...this.#open(now).map(({ from }) => now - from));
  }

  /** Milliseconds without sight, all interruptions together. */
  blindFor(now: number): number {
    return merged([...this.#blind, ...this.#open(now)]).reduce((sum, { from, to }) => sum + to - from, 0);
  }

  /** The observer's clock. */
  time(now: number): number {
    return now - this.blindFor(now);
  }

  /** When we have to look at the clock again: when a lost stream is no longer in time, and when nothing is known any more. */
  nextChange(now: number): number {
    if (this.isBlind(now)) return now + BLIND - this.blindFor(now) + 1;
    return Math.min(...[...this.#lost.values()].map(({ since }) => since + IN_TIME + 1));
  }

  #open(now: number): readonly Interval[] {
    return [...this.#lost.values()]
      .filter(({ since }) => now - since > IN_TIME)
      .map(({ since }) => ({ from: since, to: now }));
  }
}

/** The same time without overlaps. */
function merged(intervals: readonly Interval[]): readonly Interval[] {
  const apart: Interval[] = [];
  for (const interval of intervals.toSorted((a, b) => a.from - b.from)) {
    const last = apart.at(-1);
    if (last === undefined || interval.from > last.to) apart.push(interval);
    else apart[apart.length - 1] = { from: last.from, to: Math.max(last.to, interval.to) };
  }
  return apart;
}

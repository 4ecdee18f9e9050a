import type { Traffic } from './traffic.ts';

/** What had been answered by a moment, from the start. */
export interface Count {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly bodies: ReadonlyMap<string, number>;
}

const EVERY = 100;

/** Counts at regular moments, until it is stopped. */
export function counting({ bodies }: Pick<Traffic, 'bodies'>): { readonly counts: readonly Count[]; stop(): void } {
  const counts: Count[] = [];
  const timer = setInterval(() => counts.push({ at: Date.now(), bodies: new Map(bodies) }), EVERY);
  return { counts, stop: () => clearInterval(timer) };
}

/** How often a body was what clients got between two moments; pure. @returns percent, and of how many answers. */
export function shareOf(
  body: string,
  counts: readonly Count[],
  from: number,
  to: number,
): { readonly percent: number; readonly answers: number } {
  const within = counts.filter(({ at }) => at >= from && at <= to);
  const [first, last] = [within.at(0), within.at(-1)];
  const grown = (key: string): number => (last?.bodies.get(key) ?? 0) - (first?.bodies.get(key) ?? 0);
  const answers = [...(last?.bodies.keys() ?? [])].reduce((sum, key) => sum + grown(key), 0);
  return { percent: answers === 0 ? Number.NaN : (100 * grown(body)) / answers, answers };
}

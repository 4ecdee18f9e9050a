import fc from 'fast-check';
import type { Order } from './run/play.ts';

/** Everything in an order that only the seed decides. */
export function shuffled(orders: readonly Order[], seed: number): readonly Order[] {
  const mixed = <T>(list: readonly T[]): readonly T[] =>
    fc.sample(fc.shuffledSubarray([...list], { minLength: list.length }), { seed, numRuns: 1 })[0] ?? [];
  return mixed(orders).map(({ rules, files }) => ({
    rules,
    files: mixed(files).map(({ file, mutants }) => ({ file, mutants: mixed(mutants) })),
  }));
}

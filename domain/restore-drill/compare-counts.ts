import type { Finding } from './finding.ts';
import type { Counts } from './observed.ts';

/** What the database had when its backup was made: at a moment, or at two moments around it. */
export type Expected = readonly [Counts, ...Counts[]];

/** What the copy of a backup lacks or has too much. A copy that holds nothing is a failure, whatever was in the database: a restore
 *  that nobody has seen bring anything back proves nothing. */
export function compareCounts(expected: Expected, copy: Counts, name: string): readonly Finding[] {
  const total = rangeOf(expected.map((counts) => counts.total));
  if (copy.total === 0) return [{ code: 'empty-restore', copy: name, wanted: total.most }];
  const names = new Set([...expected, copy].flatMap(({ collections }) => Object.keys(collections)));
  return [
    ...[...names].sort().flatMap((collection) => {
      const wanted = rangeOf(expected.map(({ collections }) => collections[collection] ?? 0));
      return collectionFindings(collection, copy.collections[collection] ?? 0, wanted);
    }),
    ...(isWithin(copy.total, total)
      ? []
      : [{ code: 'wrong-count', collection: undefined, observed: copy.total, ...total } as const]),
  ];
}

interface Range {
  readonly least: number;
  readonly most: number;
}

function collectionFindings(collection: string, observed: number, wanted: Range): readonly Finding[] {
  if (isWithin(observed, wanted)) return [];
  if (observed === 0) return [{ code: 'missing-collection', collection, wanted: wanted.most }];
  if (wanted.most === 0) return [{ code: 'extra-collection', collection, observed }];
  return [{ code: 'wrong-count', collection, observed, ...wanted }];
}

const rangeOf = (counts: readonly number[]): Range => ({ least: Math.min(...counts), most: Math.max(...counts) });
const isWithin = (count: number, { least, most }: Range): boolean => count >= least && count <= most;

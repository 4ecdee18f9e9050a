import type { BenchClass } from './bench-class.ts';
import { type Contender, takesPart } from './contender.ts';
import type { BenchRow } from './row.ts';

type Asked = Pick<BenchRow, 'class' | 'tool' | 'version'>;
type Asking = Pick<Contender, 'name' | 'version'>;

/** Kept rows of these classes and of these very versions; of two of one class and tool the later one. Pure. */
export function currentRows<Row extends Asked>(rows: readonly Row[], contenders: readonly Asking[]): readonly Row[] {
  return rows.filter(
    (row, index) =>
      contenders.some(({ name, version }) => name === row.tool && version === row.version) &&
      !rows
        .slice(index + 1)
        .some((other) => other.class === row.class && other.tool === row.tool && other.version === row.version),
  );
}

/** Classes in which a tool of these versions is still to be timed: all tools of a class are timed together. Those that take longest
 *  come first. Pure. */
export const remainingClasses = <Class extends Pick<BenchClass, 'id' | 'limits' | 'strategy'>>(
  classes: readonly Class[],
  rows: readonly Asked[],
  contenders: readonly Asking[],
): readonly Class[] =>
  classes
    .filter((benchClass) => {
      const kept = currentRows(rows, contenders).filter((row) => row.class === benchClass.id);
      const those = contenders.filter(({ name }) => takesPart(name, benchClass));
      return !those.every(({ name }) => kept.some(({ tool }) => tool === name));
    })
    .toSorted((a, b) => b.limits.cut - a.limits.cut);

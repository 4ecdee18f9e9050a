import { EQUAL, equalOf } from '../equal.ts';
import type { Mutant } from '../instrument/mutant.ts';
import type { Result } from '../run/play.ts';

/** Of a file, or of all. */
export interface Tally {
  readonly name: string;
  readonly mutants: number;
  readonly killed: number;
  readonly survived: number;
  /** It never ended: no kill. */
  readonly endless: number;
  /** Listed in `equal.ts`; not counted. */
  readonly equal: number;
}

export function tallyOf(name: string, results: readonly Result[]): Tally {
  const counted = results.filter(({ mutant }) => equalOf(mutant) === undefined);
  const of = (...kinds: readonly Result['ending']['kind'][]): number =>
    counted.filter(({ ending }) => kinds.includes(ending.kind)).length;
  return {
    ...{ name, mutants: results.length, equal: results.length - counted.length },
    ...{ killed: of('killed'), survived: of('survived', 'unreached'), endless: of('endless', 'silent') },
  };
}

/** Part of the mutants that count which a test notices; nothing to notice is all of it. */
export const scoreOf = ({ killed, survived, endless }: Tally): number =>
  killed + survived + endless === 0 ? 1 : killed / (killed + survived + endless);

export const percent = (part: number): string => `${(Math.floor(part * 1000) / 10).toFixed(1)} %`;

const COLUMNS = ['mutants', 'killed', 'survived', 'endless', 'equal'] as const;

const WIDTH = 48;

const cells = (name: string, of: readonly string[]): string =>
  [name.padEnd(WIDTH), ...of.map((cell) => cell.padStart(8))].join(' ');

/** One line of the table. */
export const row = (tally: Tally): string =>
  cells(tally.name, [...COLUMNS.map((key) => String(tally[key])), percent(scoreOf(tally))]);

export function table(results: readonly Result[]): readonly string[] {
  const files = [...new Set(results.map(({ mutant }) => mutant.file))].toSorted();
  const of = (file: string): readonly Result[] => results.filter(({ mutant }) => mutant.file === file);
  const tallies = [...files.map((file) => tallyOf(file, of(file))), tallyOf('all', results)];
  return [cells('file', [...COLUMNS, 'score']), ...tallies.map(row)];
}

const shortened = (text: string): string => {
  const one = text.replace(/\s+/g, ' ');
  return one.length > 90 ? `${one.slice(0, 60)} … ${one.slice(-25)}` : one;
};

/** Where it is and what it changes. */
export const described = ({ file, line, column, mutator, original, replacement }: Mutant): string =>
  `${file}:${line}:${column} ${mutator}: ${shortened(original)} → ${shortened(replacement)}`;

const UNNOTICED = {
  survived: 'no test fails',
  unreached: 'no test comes here',
  endless: 'never ends',
  silent: 'says nothing any more',
} as const;

export const unnoticed = (results: readonly Result[]): readonly string[] =>
  results.flatMap(({ mutant, ending }) =>
    ending.kind === 'killed' || equalOf(mutant) !== undefined
      ? []
      : [`${described(mutant)} (${UNNOTICED[ending.kind]})`],
  );

/** What is listed as equal and is not: a test noticed it. */
export const wronglyEqual = (results: readonly Result[]): readonly string[] =>
  results.flatMap(({ mutant, ending }) =>
    ending.kind === 'killed' && equalOf(mutant) !== undefined
      ? [`${described(mutant)} is in test/mutate/equal.ts, but noticed by ${ending.by}`]
      : [],
  );

/** Lines of `equal.ts` that fit no mutant any more. */
export const staleEqual = (mutants: readonly Mutant[]): readonly string[] =>
  EQUAL.filter((equal) => !mutants.some((mutant) => equalOf(mutant, [equal]) !== undefined)).map(
    ({ file = 'any file', line }) => `test/mutate/equal.ts: nothing fits "${line}" in ${file} any more`,
  );

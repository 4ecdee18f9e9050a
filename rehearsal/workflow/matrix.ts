import { evaluateToken, toText } from './expression.ts';
import { matches } from './matrix-filter.ts';
import { NotRehearsed } from './problems.ts';
import { childOf, type Entry, inFile, type ListToken, type MapToken, type Token } from './token.ts';
import type { Value } from './value.ts';

/** One combination of a matrix. */
export interface Combination {
  readonly values: Readonly<Record<string, Value>>;
  /** What its job's name shows of it. */
  readonly shown: readonly string[];
}

const NOTHING = { contexts: {} };

/** More than anybody makes, and what this machine still counts in a moment; GitHub refuses far less. */
const MOST = 100_000;

/** Makes the combinations of a matrix whose expressions are evaluated: the product of its axes, the first one turning slowest, without
 *  what `exclude` matches and with what `include` adds to those that it matches; then each item of `include` that matched none. Adds
 *  GitHub's sentences about what is wrong to `problems`.
 *  @see https://github.com/actions/runner src/Sdk/WorkflowParser/Conversion/MatrixBuilder.cs */
export function combinations(matrix: MapToken, problems: string[]): readonly Combination[] {
  const axes = axesOf(matrix);
  const size = axes.reduce((product, { values }) => product * values.length, 1);
  if (size > MOST) throw new NotRehearsed(`a matrix of ${size} combinations`, matrix.place);
  const include = includesOf(matrix, axes, problems);
  const exclude = excludesOf(matrix, axes, problems);
  const matched = new Set<Include>();
  const product = productOf(axes)
    .filter((values) => !exclude.some((filter) => matches(filter, values)))
    .map((values): Combination => {
      const own = include.filter(({ filter }) => matches(filter, values));
      for (const one of own) matched.add(one);
      const extra = Object.assign({}, ...own.map((one) => one.extra));
      return { values: { ...values, ...extra }, shown: shownOf(values) };
    });
  const added = include
    .filter((one) => !matched.has(one))
    .map(({ filter, extra }): Combination => {
      const values = { ...recordOf(filter), ...extra };
      return { values, shown: shownOf(values) };
    });
  return [...product, ...added];
}

interface Axis {
  readonly key: string;
  readonly values: readonly Value[];
}

/** An item of `include`: what it has in common with the axes, and what it adds. */
interface Include {
  readonly filter: MapToken;
  readonly extra: Readonly<Record<string, Value>>;
}

/** Keys of a matrix that are no axes. */
export const isAxis = ({ key }: Entry): boolean => key !== 'include' && key !== 'exclude';

const axesOf = (matrix: MapToken): readonly Axis[] =>
  matrix.entries
    .filter(isAxis)
    .map(({ key, value }) => ({ key, values: itemsOf(value).map((item) => evaluateToken(item, NOTHING)) }));

function productOf(axes: readonly Axis[]): readonly Readonly<Record<string, Value>>[] {
  if (axes.length === 0) return [];
  return axes.reduce<readonly Readonly<Record<string, Value>>[]>(
    (all, { key, values }) => all.flatMap((before) => values.map((value) => ({ ...before, [key]: value }))),
    [{}],
  );
}

function includesOf(matrix: MapToken, axes: readonly Axis[], problems: string[]): readonly Include[] {
  return itemsOf(childOf(matrix, 'include')).flatMap((item): Include[] => {
    if (item.kind !== 'map') return [];
    if (item.entries.length === 0) {
      problems.push(`${inFile(item.place)}: Matrix include mapping does not contain any values`);
      return [];
    }
    const filter = { ...item, entries: item.entries.filter(({ key }) => isKeyOf(axes, key)) };
    const extra = { ...item, entries: item.entries.filter(({ key }) => !isKeyOf(axes, key)) };
    return [{ filter, extra: recordOf(extra) }];
  });
}

function excludesOf(matrix: MapToken, axes: readonly Axis[], problems: string[]): readonly MapToken[] {
  return itemsOf(childOf(matrix, 'exclude')).flatMap((item): MapToken[] => {
    if (item.kind !== 'map') return [];
    if (item.entries.length === 0) problems.push(`${inFile(item.place)}: Matrix exclude filter must not be empty`);
    for (const { key, place } of item.entries.filter((entry) => !isKeyOf(axes, entry.key))) {
      problems.push(`${inFile(place)}: Matrix exclude key '${key}' does not match any key within the matrix`);
    }
    return item.entries.length === 0 ? [] : [item];
  });
}

const isKeyOf = (axes: readonly Axis[], key: string): boolean =>
  axes.some((axis) => axis.key.toLowerCase() === key.toLowerCase());

const recordOf = (map: MapToken): Readonly<Record<string, Value>> =>
  Object.fromEntries(map.entries.map(({ key, value }) => [key, evaluateToken(value, NOTHING)]));

const itemsOf = (token: Token | undefined): ListToken['items'] => (token?.kind === 'list' ? token.items : []);

/** Texts, numbers and truth values in their order, those within lists and objects too; what is empty is not shown. */
function shownOf(value: Value): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(shownOf);
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(shownOf);
  const text = toText(value);
  return text === '' ? [] : [text];
}

import type { Problem } from '../problem.ts';
import { nearest } from './nearest.ts';

/** Whether a value is of the kind that a field wants: all that is wrong with it, and with what is in it. Types say the same at compile time;
 *  this holds for deliveries that were never compiled, which is how they are run. */
export type Shape = (value: unknown, at: string) => readonly Problem[];

const NO_FIELD = 'There is no such field.';

/** Whether everything else is what it has to be: a field too many keeps no rule from looking at the others. */
export const isOnlyTooMuch = (problems: readonly Problem[]): boolean =>
  problems.every(({ message }) => message.startsWith(NO_FIELD));

const wanted = (value: unknown, field: string, what: string): readonly Problem[] => [
  { field, value: shown(value), message: `Wanted ${what}, and this is ${kindOf(value)}.` },
];

export const text: Shape = (value, at) => (typeof value === 'string' ? [] : wanted(value, at, 'a text'));

export const number: Shape = (value, at) => (typeof value === 'number' ? [] : wanted(value, at, 'a number'));

export const boolean: Shape = (value, at) => (typeof value === 'boolean' ? [] : wanted(value, at, 'true or false'));

/** One of these words. */
export const word =
  (...words: readonly string[]): Shape =>
  (value, at) =>
    typeof value === 'string' && words.includes(value)
      ? []
      : [
          {
            field: at,
            value: shown(value),
            message: `Wanted ${words.map((each) => JSON.stringify(each)).join(' or ')}.${instead(value, words)}`,
          },
        ];

export const listOf =
  (shape: Shape): Shape =>
  (value, at) =>
    Array.isArray(value)
      ? Array.from(value as unknown[], (each, index) => shape(each, `${at}[${index}]`)).flat()
      : wanted(value, at, 'a list');

/** Names of the author's own, all with values of one shape. */
export const namesTo =
  (shape: Shape): Shape =>
  (value, at) =>
    isRecord(value)
      ? Object.entries(value).flatMap(([name, each]) => shape(each, `${at}.${name}`))
      : wanted(value, at, 'names with values');

/** May be left out. */
export const optional =
  (shape: Shape): Shape =>
  (value, at) =>
    value === undefined ? [] : shape(value, at);

/** Fields of these names and no others: one that is misspelt would be ignored. With a type, exactly its fields: one that is new there and
 *  has no shape does not compile. */
export const record =
  <T extends object = Readonly<Record<string, unknown>>>(
    fields: Readonly<Record<Extract<keyof T, string>, Shape>>,
    how = '',
  ): Shape =>
  (value, at) => {
    if (!isRecord(value)) return wanted(value, at, how === '' ? 'a record' : `what ${how} makes`);
    const taken = takenApart(value);
    if (taken !== undefined)
      return [
        { field: at, value: taken, message: 'It was made of this text. Wanted one record, which has the name in it.' },
      ];
    const names = Object.keys(fields);
    return [
      ...Object.keys(value)
        .filter((name) => !names.includes(name) && value[name] !== undefined)
        .map((name) => ({
          field: below(at, name),
          value: shown(value[name]),
          message: `${NO_FIELD}${instead(name, names) || ` There are: ${names.filter((each) => each !== 'kind').join(', ')}.`}`,
        })),
      ...Object.entries<Shape>(fields).flatMap(([name, shape]) => shape(value[name], below(at, name))),
    ];
  };

/** Records told apart by their `kind`, or by another field. */
export const oneOf =
  (shapes: Readonly<Record<string, Shape>>, by = 'kind'): Shape =>
  (value, at) => {
    if (!isRecord(value)) return wanted(value, at, `a record with ${by}: ${Object.keys(shapes).join(' or ')}`);
    const kind = value[by];
    const shape = typeof kind === 'string' && Object.hasOwn(shapes, kind) ? shapes[kind] : undefined;
    return shape === undefined ? word(...Object.keys(shapes))(kind, below(at, by)) : shape(value, at);
  };

/** What one of the shapes takes; the problems are those of the last one. */
export const either =
  (first: Shape, otherwise: Shape): Shape =>
  (value, at) =>
    first(value, at).length === 0 ? [] : otherwise(value, at);

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The text whose letters are the first fields of a record, as `{ ...'web' }` makes them of a name that was handed over in its place. */
function takenApart(value: Readonly<Record<string, unknown>>): string | undefined {
  const letters: string[] = [];
  for (let letter = value['0']; typeof letter === 'string' && letter.length === 1; letter = value[letters.length])
    letters.push(letter);
  return letters.length === 0 ? undefined : letters.join('');
}

const below = (at: string, name: string): string => (at === '' ? name : `${at}.${name}`);

function instead(value: unknown, words: readonly string[]): string {
  const near = typeof value === 'string' ? nearest(value, words) : undefined;
  return near === undefined ? '' : ` Did you mean ${JSON.stringify(near)}?`;
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'string' ? 'a text' : typeof value === 'object' ? 'a record' : `a ${typeof value}`;
}

/** A value as a problem shows it: whole records would hide the sentence behind them. */
const shown = (value: unknown): unknown =>
  typeof value === 'function' ? 'a function' : isRecord(value) || Array.isArray(value) ? kindOf(value) : value;

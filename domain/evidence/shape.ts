import type { EvidenceRefusal } from './codes.ts';

/** Where something of a statement stands, for sentences: `predicate.run.id`. */
type At = string;

/** A statement that is not in our form; caught where statements are read. */
export class Malformed extends Error {
  readonly refusal: EvidenceRefusal;

  constructor(code: EvidenceRefusal['code'], sentence: string) {
    super(sentence);
    this.refusal = { code, sentence };
  }
}

/** Reads a value at its place. @throws Malformed */
export type Read<T> = (value: unknown, at: At) => T;

/** An object with exactly these fields. */
export const fields =
  <Shape extends Readonly<Record<string, Read<unknown>>>>(
    shape: Shape,
  ): Read<{ readonly [Name in keyof Shape]: ReturnType<Shape[Name]> }> =>
  (value, at) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed(at, value, 'an object');
    const foreign = Object.keys(value).find((name) => !Object.hasOwn(shape, name));
    if (foreign !== undefined)
      throw new Malformed('field-foreign', `The statement has a field ${place(at, foreign)} that ours do not have.`);
    const read = Object.entries(shape).map(([name, of]) => {
      if (!Object.hasOwn(value, name))
        throw new Malformed('field-missing', `The statement has no field ${place(at, name)}.`);
      return [name, of((value as Readonly<Record<string, unknown>>)[name], place(at, name))] as const;
    });
    return Object.fromEntries(read) as { readonly [Name in keyof Shape]: ReturnType<Shape[Name]> };
  };

export const text =
  <T extends string>(wanted: string, is: (value: string) => value is T): Read<T> =>
  (value, at) => {
    if (typeof value !== 'string' || !is(value)) throw malformed(at, value, wanted);
    return value;
  };

export const matching = (pattern: RegExp, wanted: string): Read<string> =>
  text(wanted, (value): value is string => pattern.test(value));

export const count: Read<number> = (value, at) => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 1)
    throw malformed(at, value, 'a number from 1 on');
  return value;
};

export const list =
  <T>(of: Read<T>): Read<readonly T[]> =>
  (value, at) => {
    if (!Array.isArray(value)) throw malformed(at, value, 'a list');
    return value.map((each: unknown, index) => of(each, `${at}[${index}]`));
  };

const place = (at: At, name: string): At => (at === '' ? name : `${at}.${name}`);

const malformed = (at: At, value: unknown, wanted: string): Malformed =>
  new Malformed(
    'field-malformed',
    `The statement's ${at === '' ? 'content' : at} is ${(JSON.stringify(value) ?? 'nothing').slice(0, 100)}; wanted ${wanted}.`,
  );

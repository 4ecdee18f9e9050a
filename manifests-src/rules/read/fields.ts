import { isRecord } from '../../../domain/shape/shape.ts';

/** Manifests are read as they come: nothing of them is certain. */
export type Fields = Readonly<Record<string, unknown>>;

export const isFields: (value: unknown) => value is Fields = isRecord;

/** The value as an object, or an empty one. */
export const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});

/** The value as a list, or an empty one. */
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The value as a text, or none. */
export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** What stands at a path of names. */
export const valueAt = (value: unknown, ...names: readonly string[]): unknown =>
  names.reduce<unknown>((at, name) => fieldsOf(at)[name], value);

/** A value of an object, and the path to it as people write it: `spec.rules[0].host`. */
export interface Place {
  readonly path: string;
  readonly value: unknown;
}

/** Every value that a path leads to; `*` stands for each item of a list. What is not there is left out. */
export const placesAt = (value: unknown, path: string): readonly Place[] =>
  path
    .split('.')
    .reduce<readonly Place[]>(
      (places, step) => places.flatMap((place) => (step === '*' ? items(place) : field(place, step))),
      [{ path: '', value }],
    );

const items = ({ path, value }: Place): readonly Place[] =>
  listOf(value).map((item, index) => ({ path: `${path}[${index}]`, value: item }));

const field = ({ path, value }: Place, name: string): readonly Place[] => {
  const found = fieldsOf(value)[name];
  return found === undefined || found === null ? [] : [{ path: path === '' ? name : `${path}.${name}`, value: found }];
};

/** A value at the end of a path of names and indices. */
export interface Leaf {
  readonly path: readonly (string | number)[];
  readonly value: string | number | boolean;
}

/** Every value inside a record that is not a record or a list itself. */
export function leavesOf(value: unknown, path: Leaf['path'] = []): readonly Leaf[] {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return [{ path, value }];
  if (Array.isArray(value)) return value.flatMap((one: unknown, index) => leavesOf(one, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => leavesOf(one, [...path, name]));
}

/** The same record with another value at the end of a path. */
export function replaced<T>(record: T, [step, ...rest]: Leaf['path'], value: unknown): T {
  if (step === undefined) return value as T;
  const copy = (Array.isArray(record) ? [...record] : { ...record }) as T;
  const at = step as keyof T;
  copy[at] = replaced(copy[at], rest, value);
  return copy;
}

import type { Problem } from '../problem.ts';

/** One thing that must hold of a field, with what is said where it does not. */
export interface Claim {
  readonly field: string;
  readonly value: unknown;
  readonly holds: boolean;
  readonly message: string;
}

/** The claims that do not hold, as problems below a path. */
export const broken = (at: string, claims: readonly Claim[]): Problem[] =>
  claims
    .filter(({ holds }) => !holds)
    .map(({ field, value, message }) => ({ field: at === '' ? field : `${at}.${field}`, value, message }));

/** A part of a delivery and the path to it. */
export interface Part<T> {
  readonly at: string;
  readonly value: T;
}

/** Values of which each part needs its own. @param why it does, where that is not plain */
export function repeated<T>(parts: readonly Part<T>[], field: string, of: (value: T) => string, why = ''): Problem[] {
  const first = new Map<string, string>();
  return parts.flatMap(({ at, value }) => {
    const found = of(value);
    const other = first.get(found);
    if (other === undefined) first.set(found, at);
    return other === undefined
      ? []
      : [{ field: `${at}.${field}`, value: found, message: `${other} has the same one; each needs its own${why}.` }];
  });
}

/** What an expression can yield. */
export type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value };

/** Whether it is an object, not a list. */
export const isObject = (value: Value): value is { readonly [key: string]: Value } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object of texts, made of pairs. */
export const textRecord = (pairs: Iterable<readonly [string, string]>): Readonly<Record<string, string>> =>
  Object.fromEntries(pairs);

/** What an API answers, and what a trace is made of. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** The value below these keys; `undefined` where one of them is not there. A number steps into a list. */
export function at(value: Json | undefined, ...keys: readonly (string | number)[]): Json | undefined {
  let here: Json | undefined = value;
  for (const key of keys) {
    if (Array.isArray(here)) here = typeof key === 'number' ? here.at(key) : undefined;
    else here = isObject(here) ? here[String(key)] : undefined;
  }
  return here;
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The list below these keys; an empty one where there is none. */
export const list = (value: Json | undefined, ...keys: readonly (string | number)[]): readonly Json[] => {
  const found = at(value, ...keys);
  return Array.isArray(found) ? found : [];
};

/** The text below these keys; empty where there is none. */
export const text = (value: Json | undefined, ...keys: readonly (string | number)[]): string =>
  String(at(value, ...keys) ?? '');

/** The number below these keys; 0 where there is none, as Kubernetes leaves zeros out. */
export const count = (value: Json | undefined, ...keys: readonly (string | number)[]): number =>
  Number(at(value, ...keys) ?? 0);

/** What a program made, as JSON sees it: without `undefined`, keys in alphabetical order. */
export const canonical = (value: Json | undefined): Json => {
  if (Array.isArray(value)) return value.map(canonical);
  if (!isObject(value)) return value ?? null;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .filter((key) => value[key] !== undefined)
      .map((key) => [key, canonical(value[key])]),
  );
};

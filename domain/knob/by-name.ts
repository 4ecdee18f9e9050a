/** A value for each of these names. Here, and nowhere else, what is made name by name gets the type of a record with all of them. */
export const byName = <const Name extends string, Value>(
  names: readonly Name[],
  make: (name: Name) => Value,
): Readonly<Record<Name, Value>> =>
  Object.fromEntries(names.map((name) => [name, make(name)])) as Readonly<Record<Name, Value>>;

/** The same where each name has a type of its own, which its record gives it. */
export const eachByName = <Values extends object>(
  entries: readonly (readonly [name: string, value: unknown])[],
): Values => Object.fromEntries(entries) as Values;

/** Keys that were given and that nobody reads. Types refuse them; a rule names them where nothing was compiled. */
export const straysOf = (given: object, known: readonly string[]): readonly string[] =>
  Object.keys(given).filter(
    (name) => !known.includes(name) && (given as Readonly<Record<string, unknown>>)[name] !== undefined,
  );

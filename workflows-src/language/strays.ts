/** Keys that were given and that nobody reads. Types refuse them; a rule names them where nothing was compiled. */
export function straysOf(given: object, known: ReadonlySet<string>): readonly string[] {
  const strays = Object.keys(given).filter(
    (name) => !known.has(name) && (given as Readonly<Record<string, unknown>>)[name] !== undefined,
  );
  return strays.length === 0 ? NONE : strays;
}

const NONE: readonly never[] = [];

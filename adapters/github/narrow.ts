/** A field of something that GitHub sent; `undefined` where it is no object or has no such field of its own.
 *  Errors are objects too. */
export const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;

/** A field that must be text. */
export const text = (value: unknown, name: string): string | undefined => {
  const found = field(value, name);
  return typeof found === 'string' ? found : undefined;
};

/** A field that must be a whole number. */
export const count = (value: unknown, name: string): number | undefined => {
  const found = field(value, name);
  return typeof found === 'number' && Number.isSafeInteger(found) ? found : undefined;
};

/** A field that must be a list; an empty one where it is not there. */
export const list = (value: unknown, name: string): readonly unknown[] => {
  const found = field(value, name);
  return Array.isArray(found) ? found : [];
};

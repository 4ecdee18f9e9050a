/** Any part of a manifest. */
export type Fields = Readonly<Record<string, unknown>>;

/** The fields, with defaults where nothing is said. An absent field stays absent when its default is `undefined`. */
export const filled = (given: Fields, defaults: Fields): Fields => ({
  ...Object.fromEntries(Object.entries(defaults).filter(([, value]) => value !== undefined)),
  ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
});

/** The fields with one of them changed, when it is there and an object. */
export const within = (given: Fields, name: string, change: (part: Fields) => Fields): Fields => {
  const part = given[name];
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return given;
  return { ...given, [name]: change(part as Fields) };
};

/** The fields with each item of one list changed, when it is there and a list of objects. */
export const each = (given: Fields, name: string, change: (item: Fields) => Fields): Fields => {
  const items = given[name];
  if (!Array.isArray(items)) return given;
  return {
    ...given,
    [name]: items.map((item) => (typeof item === 'object' && item !== null ? change(item as Fields) : item)),
  };
};

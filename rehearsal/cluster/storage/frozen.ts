/** Freezes a JSON value all the way down, so that a reader cannot change what the store holds. Already frozen parts are
 *  not walked again. */
export const deepFreeze = <T>(value: T): T => {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const child of Object.values(value)) deepFreeze(child);
  return value;
};

/** Equality of JSON values; the order of keys does not count, the order of lists does. */
export const sameJson = (a: unknown, b: unknown): boolean => {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [ours, theirs] = [a as Readonly<Record<string, unknown>>, b as Readonly<Record<string, unknown>>];
  let defined = 0;
  for (const key of Object.keys(ours)) {
    if (ours[key] === undefined) continue;
    if (!sameJson(ours[key], theirs[key])) return false;
    defined += 1;
  }
  return defined === Object.keys(theirs).filter((key) => theirs[key] !== undefined).length;
};

/** The value as an object, or an empty one: for reading optional parts of a manifest. */
export const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

/** The value as a list, or an empty one. */
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Without the keys whose value is undefined or null: Go's decoding knows neither. What is frozen and has none stays itself, so
 *  that a write shares with the store what it does not change. */
export const withoutNulls = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || clean.has(value)) return value;
  const without = Array.isArray(value)
    ? itemsAs(value, withoutNulls)
    : fieldsAs(value, (child) => (child === null ? undefined : withoutNulls(child)));
  if (without === value) clean.add(value);
  return without;
};

/** Frozen values in which nothing was found to take away; they are most of what is written. */
const clean = new WeakSet<object>();

/** The list with each item as it comes out; itself, where it is frozen and all are the same. */
export const itemsAs = (items: readonly unknown[], item: (child: unknown) => unknown): readonly unknown[] => {
  const mapped = items.map(item);
  return Object.isFrozen(items) && mapped.every((one, at) => one === items[at]) ? items : mapped;
};

/** The object with each field as it comes out, without those that come out undefined; itself, where it is frozen and all are the
 *  same. */
export const fieldsAs = (value: object, field: (child: unknown, name: string) => unknown): object => {
  const given = value as Readonly<Record<string, unknown>>;
  const mapped: Record<string, unknown> = {};
  let same = Object.isFrozen(value);
  for (const name of Object.keys(given)) {
    const one = field(given[name], name);
    if (one !== given[name] || one === undefined) same = false;
    if (one === undefined) continue;
    // Written like any other name, this one would be the object's prototype.
    if (name === '__proto__')
      Object.defineProperty(mapped, name, { value: one, configurable: true, enumerable: true, writable: true });
    else mapped[name] = one;
  }
  return same ? value : mapped;
};

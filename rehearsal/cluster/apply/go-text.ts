/** A JSON value as Go's `%v` prints it: `map[image:x name:api]`, `[a b]`. Some error texts of the API hold one. */
export const goText = (value: unknown): string => {
  if (value === null || value === undefined) return '<nil>';
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`;
  if (typeof value !== 'object') return String(value);
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `map[${fields.map(([name, child]) => `${name}:${goText(child)}`).join(' ')}]`;
};

/** A place where a secret must not be, and what stands there. */
export interface Searched {
  readonly place: string;
  readonly text: string;
}

/** Every form in which a value may stand in a text: plain, escaped for JSON once and twice, for addresses, and in base64, alone or
 *  anywhere in a longer text that was encoded. */
export function formsOf(value: string): readonly string[] {
  const json = JSON.stringify(value).slice(1, -1);
  const encoded = [0, 1, 2].map((shift) => {
    const base64 = Buffer.from(`${' '.repeat(shift)}${value}`)
      .toString('base64')
      .replace(/=+$/, '');
    // The first and the last characters hold bits of their neighbours, too.
    const first = [0, 2, 3][shift] ?? 0;
    return base64.slice(first, (Buffer.byteLength(value) + shift) % 3 === 0 ? undefined : -1);
  });
  return [...new Set([value, json, JSON.stringify(json).slice(1, -1), encodeURIComponent(value), ...encoded])];
}

/** Where any of the values stands, in which form. The sentence does not hold the value. */
export const leaksIn = (searched: readonly Searched[], values: Readonly<Record<string, string>>): readonly string[] =>
  searched.flatMap(({ place, text }) =>
    Object.entries(values).flatMap(([name, value]) => {
      const form = formsOf(value).findIndex((each) => text.includes(each));
      return form < 0 ? [] : [`"${name}" stands in ${place} (form ${form})`];
    }),
  );

/** What was searched, for people: so many places of each kind, and how much text. */
export function searchedTable(searched: readonly Searched[], values: Readonly<Record<string, string>>): string {
  const kindOf = ({ place }: Searched): string => place.split(' ')[0] ?? '';
  const rows = [...new Set(searched.map(kindOf))].map((kind) => {
    const places = searched.filter((each) => kindOf(each) === kind);
    const length = places.reduce((sum, { text }) => sum + text.length, 0);
    return `${String(places.length).padStart(4)} × ${kind.padEnd(24)} ${String(length).padStart(9)} characters`;
  });
  return [...rows, `for ${Object.keys(values).length} values, each plain, escaped and in base64`].join('\n');
}

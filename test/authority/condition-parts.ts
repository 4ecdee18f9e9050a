/** A condition with one of its parts gone. */
export interface Shortened {
  /** The part, as it is written. */
  readonly part: string;
  /** The occasion on which alone it is asked. */
  readonly of?: string;
  readonly condition: string;
}

/** Each part of a condition dropped in turn: what is asked beside everything else, what is asked on one occasion, and each occasion as a
 *  whole. */
export function shortened(condition: string): readonly Shortened[] {
  const asked = split(condition, '&&');
  return asked.flatMap((part, index) => {
    const put = (by: string | undefined): string =>
      asked.flatMap((one, place) => (place === index ? (by ?? []) : one)).join(' && ');
    const occasions = inside(part) === undefined ? [] : split(inside(part) ?? '', '||');
    if (occasions.length < 2) return [{ part, condition: put(undefined) }];
    return occasions.flatMap((occasion, which) => {
      const among = (by: string | undefined): string =>
        put(`(${occasions.flatMap((one, place) => (place === which ? (by ?? []) : one)).join(' || ')})`);
      const each = split(inside(occasion) ?? occasion, '&&');
      return [
        { part: occasion, condition: among(undefined) },
        ...(each.length < 2 ? [] : each).map((one, place) => ({
          part: one,
          of: occasion,
          condition: among(`(${each.filter((_, other) => other !== place).join(' && ')})`),
        })),
      ];
    });
  });
}

/** What stands in the parentheses that a part as a whole is in. */
const inside = (part: string): string | undefined =>
  part.startsWith('(') && part.endsWith(')') ? part.slice(1, -1) : undefined;

/** Splits at an operator that stands in no parentheses and in no text. */
function split(text: string, operator: '&&' | '||'): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === "'") at = endOfText(text, at);
    else if (sign === '(' || sign === '[') depth += 1;
    else if (sign === ')' || sign === ']') depth -= 1;
    else if (depth === 0 && text.startsWith(operator, at)) {
      parts.push(text.slice(start, at).trim());
      start = at + operator.length;
      at = start - 1;
    }
  }
  return [...parts, text.slice(start).trim()];
}

function endOfText(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === "'") return at;
  }
  throw new Error(`A text that begins at ${from} has no end: ${text}`);
}

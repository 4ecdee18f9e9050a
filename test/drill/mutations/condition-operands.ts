import type { Range } from './source-tree.ts';

/** One operand of an `&&` or `||`, and what has to go with it. */
export interface Operand {
  readonly text: string;
  readonly start: number;
  /** Of the operand with the operator beside it. */
  readonly range: Range;
}

/** All operands of a condition that can be dropped by themselves, those inside of parentheses included, in the order of the text.
 *  A folded condition is read as it stands in the file, line breaks and all. */
export function operandsOf(
  source: string,
  { start, end }: Range = { start: 0, end: source.length },
): readonly Operand[] {
  const body = trimmed(source, { start, end });
  const inner = unwrapped(source, body);
  if (inner !== undefined) return operandsOf(source, inner);
  const parts = split(source, body, '||') ?? split(source, body, '&&') ?? [];
  return parts.flatMap((part, index): Operand[] => {
    const next = parts[index + 1];
    const before = parts[index - 1];
    // The operator behind goes with it; the last one takes the operator before.
    const range =
      next !== undefined
        ? { start: part.start, end: next.start }
        : { start: before === undefined ? part.start : before.end, end: part.end };
    return [{ text: source.slice(part.start, part.end), start: part.start, range }, ...operandsOf(source, part)];
  });
}

/** What is inside of parentheses that hold the whole text. */
function unwrapped(source: string, { start, end }: Range): Range | undefined {
  if (source[start] !== '(') return undefined;
  for (const { offset, depth } of outsideTexts(source, { start, end })) {
    if (depth === 0 && source[offset] === ')')
      return offset === end - 1 ? { start: start + 1, end: end - 1 } : undefined;
  }
  return undefined;
}

/** Parts between the operators that stand outside of parentheses; `undefined` where there is none. */
function split(source: string, { start, end }: Range, operator: '&&' | '||'): readonly Range[] | undefined {
  const cuts = outsideTexts(source, { start, end })
    .filter(({ offset, depth }) => depth === 0 && source.startsWith(operator, offset))
    .map(({ offset }) => offset);
  if (cuts.length === 0) return undefined;
  const starts = [start, ...cuts.map((cut) => cut + operator.length)];
  return starts.map((from, index) => trimmed(source, { start: from, end: cuts[index] ?? end }));
}

/** Every place that is not inside of a quoted text, with how many parentheses are open behind it. */
function outsideTexts(source: string, { start, end }: Range): readonly { offset: number; depth: number }[] {
  const places: { offset: number; depth: number }[] = [];
  let depth = 0;
  let quoted = false;
  for (let offset = start; offset < end; offset += 1) {
    const character = source[offset];
    if (character === "'") quoted = !quoted;
    if (quoted) continue;
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    places.push({ offset, depth });
  }
  return places;
}

function trimmed(source: string, { start, end }: Range): Range {
  const text = source.slice(start, end);
  const first = text.length - text.trimStart().length;
  return first === text.length ? { start, end: start } : { start: start + first, end: start + text.trimEnd().length };
}

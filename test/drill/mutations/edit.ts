import type { Entry, Item, Range, Value } from './source-tree.ts';

/** A replacement of a part of a text. */
export interface Edit extends Range {
  readonly by: string;
}

/** The text with all edits made; everything outside of them stays byte for byte. */
export function edited(text: string, edits: readonly Edit[]): string {
  const ordered = [...edits].sort((one, other) => other.start - one.start);
  return ordered.reduce((so, { start, end, by }) => so.slice(0, start) + by + so.slice(end), text);
}

/** Replaces a value by a text of one line. */
export const replaceValue = (text: string, { range }: Value, by: string): Edit => ({
  start: range.start,
  // A block scalar owns the end of its last line.
  end: text[range.end - 1] === '\n' ? range.end - 1 : range.end,
  by,
});

/** Replaces a key; its value stays. */
export const renameKey = ({ keyRange }: Entry, by: string): Edit => ({ ...keyRange, by });

/** Removes the lines of a key or of one of a list, with its value and what is said behind it.
 *  @throws for something that shares a line with others, as the first key of a step does. */
export function removeLines(text: string, { path, ...what }: Entry | Item): Edit {
  const from = 'keyRange' in what ? what.keyRange.start : what.value.range.start;
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const before = text.slice(start, from);
  if (!('keyRange' in what ? /^ *$/ : /^ *- $/).test(before)) throw new Error(`${path} shares its line with others.`);
  const last = Math.max(what.value.range.end - 1, from);
  const end = text.indexOf('\n', last);
  return { start, end: end < 0 ? text.length : end + 1, by: '' };
}

/** Removes one child of a map or a list; the last one takes its parent with it. */
export const removeChild = (text: string, parent: Entry, child: Entry | Item): Edit =>
  removeLines(text, isOnlyChild(parent) ? parent : child);

/** Whether a key holds one thing only. */
export const isOnlyChild = ({ value }: Entry): boolean =>
  value.kind === 'map' ? value.entries.length === 1 : value.kind === 'list' && value.items.length === 1;

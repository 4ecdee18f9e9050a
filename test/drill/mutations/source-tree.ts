import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';

/** Offsets into a text, the end left out. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A key of a workflow file with what it holds. */
export interface Entry {
  readonly key: string;
  /** From the root, as people read it: `jobs.dev-api.permissions.contents`; a step by its name. */
  readonly path: string;
  /** Of the key, counted from 1. */
  readonly line: number;
  readonly keyRange: Range;
  readonly value: Value;
}

/** What stands behind a key or in a list. The range of a block scalar begins at its `>-`. */
export type Value = ScalarValue | MapValue | ListValue;

export interface ScalarValue {
  readonly kind: 'scalar';
  /** As GitHub reads it. */
  readonly text: string;
  readonly range: Range;
  readonly isBlock: boolean;
}
export interface MapValue {
  readonly kind: 'map';
  readonly entries: readonly Entry[];
  readonly range: Range;
}
export interface ListValue {
  readonly kind: 'list';
  readonly items: readonly Item[];
  readonly range: Range;
}

/** One of a list. */
export interface Item {
  readonly path: string;
  readonly line: number;
  readonly value: Value;
}

/** Reads a workflow file with the places of everything in it.
 *  @throws for a text that is no YAML map, and for aliases: generated workflows have none. */
export function readTree(text: string): MapValue {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [problem] = document.errors;
  if (problem !== undefined) throw problem;
  const root = readValue(document.contents, '', (offset) => lines.linePos(offset).line);
  if (root.kind !== 'map') throw new Error('A workflow file is a map; this text is something else.');
  return root;
}

type LineOf = (offset: number) => number;

function readValue(node: unknown, path: string, lineOf: LineOf): Value {
  if (isMap(node)) {
    const entries = node.items.map((pair): Entry => {
      if (!isScalar(pair.key)) throw new Error(`${path} has a key that is no text.`);
      const key = String(pair.key.value);
      const keyRange = rangeOf(pair.key);
      const inner = path === '' ? key : `${path}.${key}`;
      const value = pair.value === null ? absent(keyRange) : readValue(pair.value, inner, lineOf);
      return { key, path: inner, line: lineOf(keyRange.start), keyRange, value };
    });
    return { kind: 'map', entries, range: rangeOf(node) };
  }
  if (isSeq(node)) {
    const items = node.items.map((item, index): Item => {
      const value = readValue(item, `${path}.${nameOf(item) ?? index + 1}`, lineOf);
      return { path: `${path}.${nameOf(item) ?? index + 1}`, line: lineOf(value.range.start), value };
    });
    return { kind: 'list', items, range: rangeOf(node) };
  }
  if (isScalar(node)) {
    const isBlock = node.type === 'BLOCK_FOLDED' || node.type === 'BLOCK_LITERAL';
    return { kind: 'scalar', text: node.value === null ? '' : String(node.value), range: rangeOf(node), isBlock };
  }
  throw new Error(`${path} is ${isAlias(node) ? 'an alias' : 'of a kind that workflows do not have'}.`);
}

/** `key:` without anything behind it. */
const absent = ({ end }: Range): ScalarValue => ({
  kind: 'scalar',
  text: '',
  range: { start: end + 1, end: end + 1 },
  isBlock: false,
});

/** What people call one of a list: a step by its name, a text by itself. */
function nameOf(item: unknown): string | undefined {
  if (isScalar(item)) return String(item.value);
  const name = isMap(item) ? item.get('name') : undefined;
  return typeof name === 'string' ? slug(name) : undefined;
}

const slug = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');

function rangeOf(node: { range?: readonly [number, number, number] | null | undefined }): Range {
  if (!node.range) throw new Error('A node of a parsed text has no place in it.');
  const [start, end] = node.range;
  return { start, end };
}

/** The entry under a key; `undefined` where there is none, or where the value has no keys. */
export const entryOf = (value: Value | undefined, key: string): Entry | undefined =>
  entriesOf(value).find((entry) => entry.key === key);

export const entriesOf = (value: Value | undefined): readonly Entry[] => (value?.kind === 'map' ? value.entries : []);

export const itemsOf = (value: Value | undefined): readonly Item[] => (value?.kind === 'list' ? value.items : []);

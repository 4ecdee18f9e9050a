import { isBlockText, oneLine, quote } from './quote.ts';
import type { YamlEntry, YamlMapping, YamlNode, YamlScalar } from './yaml-node.ts';

/** The text, and which line each symbol made. */
export interface EmittedText {
  readonly text: string;
  readonly sections: readonly { readonly line: number; readonly source: string }[];
}

/** What is written so far. */
class Output {
  text = '';
  readonly sections: { line: number; source: string }[] = [];
  #lines = 0;

  line(text: string): void {
    this.text += text;
    this.text += '\n';
    this.#lines++;
  }

  /** The next line is the first one of what the symbol made. */
  section(source: string): void {
    this.sections.push({ line: this.#lines + 1, source });
  }
}

/** Data as YAML text: two spaces a level, line feeds, keys in the order given; equal data gives equal bytes. */
export function emit(root: YamlMapping, header: readonly string[]): EmittedText {
  const output = new Output();
  for (const line of header) output.line(comment(line));
  emitMapping(root, 0, output);
  return { text: output.text, sections: output.sections };
}

/** A comment ends with its line, so no text that stands in one may end it. */
const comment = (text: string): string => (text === '' ? '#' : `# ${oneLine(text)}`);
const INDENTS: readonly string[] = Array.from({ length: 20 }, (_, depth) => '  '.repeat(depth));
const indented = (depth: number, text: string): string => (INDENTS[depth] ?? '  '.repeat(depth)) + text;

function emitMapping({ entries }: YamlMapping, depth: number, output: Output): void {
  for (const entry of entries) {
    if (depth === 1 && entry.source !== undefined && entry !== entries[0]) output.line('');
    for (const line of entry.above ?? NONE) output.line(indented(depth, comment(line)));
    if (entry.source !== undefined) output.section(entry.source);
    emitEntry(entry, indented(depth, ''), depth, output);
  }
}

/** @param before what stands before the key on its line: its indentation, or the dash of a list */
function emitEntry({ key, value, comment: behind }: YamlEntry, before: string, depth: number, output: Output): void {
  // GitHub's own key `on` stays as everybody writes it; readers of YAML 1.1 know this about workflows.
  const start = `${before}${key === 'on' && depth === 0 ? key : quote(key)}:`;
  const tail = behind === undefined ? '' : ` ${comment(behind)}`;
  const inline = inlineText(value);
  if (inline !== undefined) {
    output.line(`${start} ${inline}${tail}`);
    return;
  }
  if (value.kind === 'scalar') {
    emitBlock(value, start, depth, output);
    return;
  }
  output.line(`${start}${tail}`);
  if (value.kind === 'mapping') emitMapping(value, depth + 1, output);
  else for (const item of value.items) emitItem(item, depth + 1, output);
}

function emitItem(item: YamlNode, depth: number, output: Output): void {
  // Text of several lines stays quoted here: a list of blocks would be hard to read.
  const inline = item.kind === 'scalar' && typeof item.value === 'string' ? quote(item.value) : inlineText(item);
  if (inline !== undefined) {
    output.line(indented(depth, `- ${inline}`));
    return;
  }
  if (item.kind !== 'mapping') throw new Error('A list of a workflow holds words or mappings, not lists.');
  // The first key shares the line of the dash, so comments above any of them go before the dash.
  let before = indented(depth, '- ');
  for (const entry of item.entries) {
    for (const line of entry.above ?? NONE) output.line(indented(depth, comment(line)));
    emitEntry(entry, before, depth + 1, output);
    before = indented(depth + 1, '');
  }
}

const NONE: readonly never[] = [];

/** The text of a node that fits behind its key, or `undefined` for one that needs lines of its own. */
function inlineText(node: YamlNode): string | undefined {
  if (node.kind === 'mapping') return node.entries.length === 0 ? '{}' : undefined;
  if (node.kind === 'sequence') return node.items.length === 0 ? '[]' : undefined;
  if (node.folded !== undefined) return undefined;
  if (typeof node.value !== 'string') return String(node.value);
  return isBlockText(node.value) ? undefined : quote(node.value);
}

function emitBlock({ value, folded }: YamlScalar, start: string, depth: number, output: Output): void {
  const text = String(value);
  const style = folded !== undefined ? '>-' : text.endsWith('\n') ? '|' : '|-';
  const lines = folded ?? text.replace(/\n$/, '').split('\n');
  output.line(`${start} ${style}`);
  for (const line of lines) output.line(line === '' ? '' : indented(depth + 1, line));
}

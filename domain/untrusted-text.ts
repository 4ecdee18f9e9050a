import { mask } from './mask.ts';

// Text that somebody else wrote: it may hold secrets, and it may try to act.

/** Nobody reads more of one line, and a log is no place for a megabyte. */
const LONGEST_LINE = 2_000;

/** Lines of a text for the runner's log, which cannot be workflow commands, whoever wrote them. */
export const harmlessLines = (text: string): readonly string[] =>
  harmless(text)
    .split('\n')
    .map((line) => inert(shortened(line)));

/** Lines of others, set in. */
export const logLines = (lines: readonly string[]): readonly string[] =>
  harmlessLines(lines.join('\n')).map((line) => `  ${line}`);

/** A text of several lines for an annotation, whose line ends are escaped by whoever writes it. */
export const harmlessText = (text: string): string => harmless(text).replaceAll('##[', '#\u200b#[');

/** A sentence for outputs, records and annotations. */
export const cleanSentence = (text: string): string => shortened(harmless(text).replace(/\s+/g, ' ').trim());

/** The same for the log. */
export const logSentence = (text: string): string => inert(cleanSentence(text));

/** Commands of the runner start with `::`, or hold `##[` anywhere.
 *  @see https://github.com/actions/runner/blob/v2.336.0/src/Runner.Common/ActionCommand.cs */
const inert = (line: string): string => line.replace(/##\[/g, '#\u200b#[').replace(/^(\s*):(?=:)/, '$1:\u200b');

/** Within a paragraph or a table of Markdown. */
export const markdownText = (text: string): string =>
  shortened(harmless(text).replace(/\n+/g, ' '))
    .replace(/[&<>]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character] ?? character)
    .replace(/[\\`*_[\]|~#@!$]/g, '\\$&');

/** A fenced block that its text cannot end. */
export function markdownBlock(lines: readonly string[]): string {
  const text = harmless(lines.join('\n')).split('\n').map(shortened).join('\n');
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}

const shortened = (line: string): string => (line.length <= LONGEST_LINE ? line : `${line.slice(0, LONGEST_LINE)} …`);

/** So much of a line is looked at for secrets, more than is shown: a megabyte without a line end must not hold up a rollback. */
const LOOKED_AT = 4 * LONGEST_LINE;

/** Characters first: they must not hide a secret from the mask. */
const harmless = (text: string): string =>
  mask(
    plain(text)
      .split('\n')
      .map((line) => line.slice(0, LOOKED_AT))
      .join('\n'),
  );

/** Escape sequences of terminals: control sequences, strings (titles, links), and the short ones.
 *  @see https://ecma-international.org/publications-and-standards/standards/ecma-48/ */
const SEQUENCES =
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|(?:\u001b[\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c|$)|\u001b[ -/]*[0-~]/g;

/** Control characters, and those that turn, hide or join what is written around them. */
const INVISIBLE =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]/g;

/** Without them; every line end is a line feed. */
const plain = (text: string): string =>
  text
    .replace(SEQUENCES, '')
    .replace(/\r\n|[\r\u0085\u2028\u2029]/g, '\n')
    .replace(INVISIBLE, '');

/** Text that pods, kubelets and registries wrote: it may hold secrets, and it may try to act. */

const SECRETS: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g,
  /\b(gh[opsur]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abpr]-[\w-]{10,}|(AKIA|ASIA)[A-Z0-9]{16}|AIza[\w-]{30,}|ya29\.[\w-]{20,}|sk-[\w-]{20,})/g,
];
/** What follows stays readable up to the value: `password=***`. */
const NAMED: readonly RegExp[] = [
  /(\b(?:bearer|basic)\s+)[\w.~+/=-]{8,}/gi,
  /([\w-]*(?:password|passwd|passphrase|pwd|secret|token|api[-_]?key|access[-_]?key|credential)[\w-]*["']?\s*[:=]\s*["']?)[^\s"',;&)}\]]+/gi,
  /(:\/\/)[^\s/@:]+:[^\s/@]+(?=@)/g,
];

/** Replaces what looks like a secret. It cannot know every form; secrets do not belong into logs. */
export function mask(text: string): string {
  const hidden = SECRETS.reduce((masked, pattern) => masked.replace(pattern, '***'), text);
  return NAMED.reduce((masked, pattern) => masked.replace(pattern, '$1***'), hidden);
}

/** One line for the runner's log that cannot be a workflow command: those start with `::`, or hold `##[` anywhere.
 *  @see https://github.com/actions/runner/blob/v2.336.0/src/Runner.Common/ActionCommand.cs */
export const logLine = (text: string): string =>
  `  ${plain(mask(text))
    .replace(/##\[/g, '#\u200b#[')
    .replace(/^(\s*):(?=:)/, '$1:\u200b')
    .replace(/[\r\n]+/g, ' ')}`;

/** A sentence for outputs, records and annotations. */
export const cleanSentence = (text: string): string => plain(mask(text)).replace(/\s+/g, ' ').trim();

/** Within a paragraph or a table of Markdown. */
export const markdownText = (text: string): string =>
  plain(mask(text))
    .replace(/[\r\n]+/g, ' ')
    .replace(/[&<>]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character] ?? character)
    .replace(/[\\`*_[\]|~#@!]/g, '\\$&');

/** A fenced block that its text cannot end. */
export function markdownBlock(lines: readonly string[]): string {
  const text = plain(mask(lines.join('\n')));
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}

/** Without escape sequences of terminals and other control characters. */
const plain = (text: string): string =>
  text
    .replace(/\u001b\[[0-9;?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(\u0007|\u001b\\)/g, '')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, '');

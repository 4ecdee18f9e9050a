const ZERO_WIDTH_SPACE = '\u200b';

/** Lines for the runner's log that cannot be workflow commands, whoever wrote the text: a line is a command when it starts with
 *  `::` after white space as .NET knows it, or holds `##[` anywhere. A zero-width space between the marks ends that.
 *  @see https://github.com/actions/runner/blob/v2.336.0/src/Runner.Common/ActionCommand.cs */
export const logLines = (text: string): readonly string[] =>
  text.split(/\r\n|\r|\n/).map((line) => withoutOldMark(line).replace(/^([\s\u0085]*:)(?=:)/, `$1${ZERO_WIDTH_SPACE}`));

/** GitHub cuts annotations at 4096 characters; ours end with a sign that something is missing. */
const LONGEST_ANNOTATION = 4000;

/** The message of an annotation. Its line feeds are escaped by @actions/core. */
export function annotation(text: string): string {
  const harmless = withoutOldMark(text);
  return harmless.length <= LONGEST_ANNOTATION ? harmless : `${harmless.slice(0, LONGEST_ANNOTATION)} …`;
}

const withoutOldMark = (text: string): string => text.replaceAll('##[', `#${ZERO_WIDTH_SPACE}#[`);

import { harmlessLines, harmlessText } from '../../domain/untrusted-text.ts';

/** Lines for the runner's log that cannot be workflow commands, and hold neither secrets that we know the form of nor characters that
 *  turn, hide or overwrite others, whoever wrote the text. */
export const logLines = harmlessLines;

/** GitHub cuts annotations at 4096 characters; ours end with a sign that something is missing. */
const LONGEST_ANNOTATION = 4000;

/** The message of an annotation. Its line feeds are escaped by @actions/core. */
export function annotation(text: string): string {
  const harmless = harmlessText(text);
  return harmless.length <= LONGEST_ANNOTATION ? harmless : `${harmless.slice(0, LONGEST_ANNOTATION)} …`;
}

import { cleanSentence } from '../../domain/untrusted-text.ts';
import { field, text } from './narrow.ts';
import { limitWords, type RefusalHeaders, rateLimitOf } from './rate-limit.ts';
import type { Refusal } from './retry.ts';

/** GitHub refused, or did not answer. */
export class GitHubError extends Error {
  override readonly name = 'GitHubError';
  readonly answer: Refusal;

  constructor(message: string, answer: Refusal | undefined, cause?: unknown) {
    super(message, { cause });
    this.answer = answer ?? { status: undefined, limit: undefined };
  }
}

/** What @octokit/request throws, as a sentence with the next step. */
export function sentenceOf(call: string, cause: unknown): GitHubError {
  const status = field(cause, 'status');
  const response = field(cause, 'response');
  const message = cause instanceof Error ? cause.message : String(cause);
  // Octokit throws its own 500 without a response when the connection broke.
  if (typeof status !== 'number' || response === undefined) {
    return new GitHubError(
      `${call} got no answer: ${words(message)}. Check that GitHub's API can be reached, then run this again.`,
      undefined,
      cause,
    );
  }
  const headers = headersOf(response);
  const limit = rateLimitOf(status, message, headers);
  const advice = limit === undefined ? next(status, headers) : limitWords(limit);
  return new GitHubError(`${call} was answered ${status}: ${words(message)}. ${advice}`, { status, limit }, cause);
}

/** The first line, short and harmless: whoever answers in GitHub's place writes what it likes. */
const words = (message: string): string =>
  cleanSentence((message.trim().split(/[\r\n]/, 1)[0] ?? '').slice(0, 300)).replace(/\.$/, '');

const headersOf = (response: unknown): RefusalHeaders => {
  const headers = field(response, 'headers');
  const named = (name: string) => [name, text(headers, name)] as const;
  return Object.fromEntries(HEADERS.map(named));
};
const HEADERS = [
  'date',
  'retry-after',
  'x-ratelimit-remaining',
  'x-ratelimit-reset',
  'x-accepted-github-permissions',
] as const;

function next(status: number, headers: RefusalHeaders): string {
  if (status === 401) return 'The token is no longer valid: run the job again.';
  if (status === 403 || status === 404) {
    const wanted = headers['x-accepted-github-permissions'];
    const right = wanted === undefined ? 'this right' : `the right "${cleanSentence(wanted)}"`;
    return `Check that it exists, and that "permissions:" of the job gives the token ${right}.`;
  }
  if (status >= 500) return 'GitHub has trouble; run the job again later.';
  return 'Nothing was changed by it.';
}

import { field } from './narrow.ts';
import type { Refusal } from './retry.ts';

/** GitHub refused, or did not answer. */
export class GitHubError extends Error {
  override readonly name = 'GitHubError';
  readonly answer: Refusal;

  constructor(message: string, answer: Refusal | undefined, cause?: unknown) {
    super(message, { cause });
    this.answer = answer ?? { status: undefined, message, retryAfter: undefined };
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
      `${call} got no answer: ${message}. Check that GitHub's API can be reached, then run this again.`,
      undefined,
      cause,
    );
  }
  const retryAfter = field(field(response, 'headers'), 'retry-after');
  const answer = { status, message, retryAfter: typeof retryAfter === 'string' ? retryAfter : undefined };
  return new GitHubError(`${call} was answered ${status}: ${firstLine(message)}. ${next(status)}`, answer, cause);
}

const firstLine = (text: string): string => (text.split('\n', 1)[0] ?? '').slice(0, 300).replace(/\.$/, '');

function next(status: number): string {
  if (status === 401) return 'The token is no longer valid: run the job again.';
  if (status === 403 || status === 404) {
    return 'Check that it exists, and that "permissions:" of the job gives the token this right.';
  }
  if (status === 429 || status >= 500) return 'GitHub has trouble; run the job again later.';
  return 'Nothing was changed by it.';
}

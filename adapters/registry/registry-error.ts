import { cleanSentence } from '../../domain/untrusted-text.ts';
import type { Answer, Call } from '../http/http.ts';
import { askedSeconds } from '../http/retry.ts';
import { field } from './docker-config.ts';

/** What a registry said instead of doing what was asked. `status` is undefined when it could not be reached. */
export class RegistryError extends Error {
  override readonly name = 'RegistryError';
  readonly status: number | undefined;

  constructor(message: string, status: number | undefined, cause?: unknown) {
    super(message, { cause });
    this.status = status;
  }
}

/** @see https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#error-codes */
export function refusal({ method, url }: Call, repository: string, answer: Answer): RegistryError {
  const { status, body } = answer;
  return new RegistryError(
    `${method} ${new URL(url).pathname} for ${repository} was answered ${status}${reasons(body)}. ${next(status, askedSeconds(answer.header('retry-after')))}`,
    status,
  );
}

export function unreachable({ method, url }: Call, repository: string, cause: unknown): RegistryError {
  const reason = cleanSentence(cause instanceof Error ? cause.message : String(cause));
  return new RegistryError(
    `${method} ${new URL(url).pathname} for ${repository} got no answer: ${reason}. Check that ${new URL(url).host} can be reached, then run this again.`,
    undefined,
    cause,
  );
}

/** Whether an answer has this error among its own. */
export const saysOf = ({ body }: Pick<Answer, 'body'>, code: string): boolean =>
  errorsIn(body).some((error) => field(error, 'code') === code);

function errorsIn(body: Uint8Array): readonly unknown[] {
  try {
    const errors = field(JSON.parse(Buffer.from(body).toString('utf8')), 'errors');
    return Array.isArray(errors) ? errors : [];
  } catch {
    return [];
  }
}

function reasons(body: Uint8Array): string {
  const texts = errorsIn(body).map((error) =>
    [field(error, 'code'), field(error, 'message')].filter((part) => typeof part === 'string').join(': '),
  );
  return texts.length === 0 ? '' : ` (${cleanSentence(texts.join('; ').slice(0, 500))})`;
}

function next(status: number, asked: number | undefined): string {
  if (status === 401) return 'Log in to the registry before this step.';
  if (status === 403) return 'The account of the login step lacks this right on the repository: grant it.';
  if (status === 404) return 'Check that the repository exists and is spelt this way.';
  const later = asked === undefined ? 'later' : `in ${asked} s`;
  if (status === 429)
    return `This is the registry's limit for whoever asks: log in as somebody with a higher one, or run this again ${later}.`;
  if (status >= 500) return `The registry has trouble; run this again ${later}.`;
  return 'Wanted another answer.';
}

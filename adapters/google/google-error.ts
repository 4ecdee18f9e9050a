import { cleanSentence } from '../../domain/untrusted-text.ts';
import { field, text } from '../github/narrow.ts';
import type { Answer, Call } from '../http/http.ts';
import type { GoogleService } from './google-service.ts';

/** What a service of Google said instead of doing what was asked. `status` is undefined when it could not be reached. */
export class GoogleError extends Error {
  override readonly name = 'GoogleError';
  readonly status: number | undefined;

  constructor(message: string, status: number | undefined, cause?: unknown) {
    super(message, { cause });
    this.status = status;
  }
}

/** @see https://cloud.google.com/apis/design/errors */
export function refusal({ name }: GoogleService, call: Call, { status, body }: Answer): GoogleError {
  const error = field(parsed(body), 'error');
  const says = [text(error, 'status'), text(error, 'message')].filter((part) => part !== undefined).join(': ');
  return new GoogleError(
    `${called(call)} was answered ${status}${says === '' ? '' : ` (${cleanSentence(says.slice(0, 500))})`}. ${next(name, status)}`,
    status,
  );
}

export function unreachable(call: Call, cause: unknown): GoogleError {
  const reason = cleanSentence(cause instanceof Error ? cause.message : String(cause));
  return new GoogleError(`${called(call)} got no answer: ${reason}. Run this again.`, undefined, cause);
}

/** What was answered; @throws where it is no JSON */
export function answered(call: Call, { status, body }: Answer): unknown {
  const found = parsed(body);
  if (found !== undefined) return found;
  throw new GoogleError(
    `${called(call)} was answered ${status} with something that is no JSON. Run this again.`,
    status,
  );
}

const called = ({ method, url }: Call): string => `${method} ${new URL(url).pathname}`;

function next(service: string, status: number): string {
  if (status === 401) return 'Log in to Google Cloud before this step.';
  if (status === 403) return 'The identity of the drill lacks this right: run the setup again.';
  if (status === 404) return 'Check that the project and what is asked for are spelt this way.';
  if (status === 409) return 'Something of that name is there already: look who has made it.';
  return status === 429 || status >= 500 ? `${service} has trouble; run this again later.` : 'Wanted another answer.';
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
}

import { cleanSentence } from '../../domain/untrusted-text.ts';
import { field, text } from '../github/narrow.ts';
import type { Answer, Call } from '../registry/http.ts';

/** What Firestore said instead of doing what was asked. `status` is undefined when it could not be reached. */
export class FirestoreError extends Error {
  override readonly name = 'FirestoreError';
  readonly status: number | undefined;

  constructor(message: string, status: number | undefined, cause?: unknown) {
    super(message, { cause });
    this.status = status;
  }
}

/** @see https://cloud.google.com/apis/design/errors */
export function refusal(call: Call, { status, body }: Answer): FirestoreError {
  const error = field(parsed(body), 'error');
  const says = [text(error, 'status'), text(error, 'message')].filter((part) => part !== undefined).join(': ');
  return new FirestoreError(
    `${called(call)} was answered ${status}${says === '' ? '' : ` (${cleanSentence(says.slice(0, 500))})`}. ${next(status)}`,
    status,
  );
}

export function unreachable(call: Call, cause: unknown): FirestoreError {
  const reason = cleanSentence(cause instanceof Error ? cause.message : String(cause));
  return new FirestoreError(`${called(call)} got no answer: ${reason}. Run this again.`, undefined, cause);
}

/** What Firestore answered; @throws where it is no JSON */
export function answered(call: Call, { status, body }: Answer): unknown {
  const found = parsed(body);
  if (found !== undefined) return found;
  throw new FirestoreError(
    `${called(call)} was answered ${status} with something that is no JSON. Run this again.`,
    status,
  );
}

const called = ({ method, url }: Call): string => `${method} ${new URL(url).pathname}`;

function next(status: number): string {
  if (status === 401) return 'Log in to Google Cloud before this step.';
  if (status === 403) return 'The identity of the drill lacks this right: run the setup again.';
  if (status === 404) return 'Check that the project and the database are spelt this way.';
  if (status === 409) return 'Something of that name is there already: look who has made it.';
  return status === 429 || status >= 500 ? 'Firestore has trouble; run this again later.' : 'Wanted another answer.';
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
}

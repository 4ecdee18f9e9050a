import { setTimeout } from 'node:timers/promises';
import { list, text } from '../github/narrow.ts';
import { type Deadlines, Patience } from '../patience.ts';
import { type Answer, type Call, Http } from '../registry/http.ts';
import { askedSeconds, isTrouble, retryDelay } from '../registry/retry.ts';
import { answered, FirestoreError, refusal, unreachable } from './firestore-error.ts';

/** Where Firestore answers, and who asks. */
export interface FirestoreAccess {
  /** An access token; nothing that is thrown has it in it. */
  readonly token: string;
  /** Default: Google's own. */
  readonly url?: string;
  readonly wait?: (milliseconds: number) => Promise<unknown>;
  readonly random?: () => number;
  readonly deadlines?: Deadlines;
}

/** `repeat: 'never'` for calls that begin something anew each time. */
export interface FirestoreCall {
  readonly method: Extract<Call['method'], 'DELETE' | 'GET' | 'POST'>;
  /** Below `/v1/`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly repeat: 'on-trouble' | 'never';
}

/** Where Google has it. */
export const FIRESTORE_URL = 'https://firestore.googleapis.com';
/** Counting a large collection takes its time. */
const DEADLINES: Deadlines = { call: 60_000, total: 180_000 };
/** A list that goes on for ever must not hold a step. */
const MOST_PAGES = 100;

/** Firestore's REST API, of documents and of databases. What it answers is `unknown`: each caller narrows it.
 *  @see https://cloud.google.com/firestore/docs/reference/rest */
export class FirestoreApi {
  readonly #access: FirestoreAccess;
  readonly #patience: Patience;
  readonly #http: Http;

  constructor(access: FirestoreAccess) {
    if (access.token === '')
      throw new Error('There is no token to call Firestore with. Log in to Google Cloud before this step.');
    this.#access = access;
    this.#patience = new Patience(access.deadlines ?? DEADLINES);
    this.#http = new Http(() => this.#patience.next());
  }

  /** @throws {FirestoreError} for every answer that is no success */
  async call(asked: FirestoreCall): Promise<unknown> {
    const call = this.#callOf(asked);
    for (let tries = 1; ; tries += 1) {
      const outcome = await this.#patience.tried(
        () => this.#try(call),
        ({ status }) => isTrouble(status),
      );
      const delay = asked.repeat === 'never' ? undefined : this.#delay(outcome, tries);
      if (delay !== undefined && delay <= this.#patience.left()) await (this.#access.wait ?? setTimeout)(delay);
      else if (outcome instanceof FirestoreError) throw outcome;
      else if (outcome.status === 200) return answered(call, outcome);
      else throw refusal(call, outcome);
    }
  }

  /** Items of all pages. @param items name of the list in a page */
  async pages(asked: FirestoreCall, items: string): Promise<readonly unknown[]> {
    const found: unknown[] = [];
    let token: string | undefined;
    for (let page = 1; page <= MOST_PAGES; page += 1) {
      const more: Readonly<Record<string, string>> = token === undefined ? {} : { pageToken: token };
      const answer = await this.call(
        asked.method === 'GET'
          ? { ...asked, query: { ...asked.query, ...more } }
          : { ...asked, body: { ...Object(asked.body), ...more } },
      );
      const [away] = list(answer, 'unreachable');
      if (away !== undefined)
        throw new FirestoreError(
          `${asked.path} cannot be listed whole: ${String(away)} does not answer. Run this again.`,
          undefined,
        );
      found.push(...list(answer, items));
      token = text(answer, 'nextPageToken') || undefined;
      if (token === undefined) return found;
    }
    throw new FirestoreError(
      `${asked.path} has more than ${MOST_PAGES} pages, which nobody reads to the end.`,
      undefined,
    );
  }

  #callOf({ method, path, query, body }: FirestoreCall): Call {
    const url = new URL(`${this.#access.url ?? FIRESTORE_URL}/v1/${path}`);
    for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value);
    const headers = { Authorization: `Bearer ${this.#access.token}`, Accept: 'application/json' };
    return body === undefined
      ? { method, url: url.href, headers }
      : {
          method,
          url: url.href,
          headers: { ...headers, 'Content-Type': 'application/json' },
          body: new TextEncoder().encode(JSON.stringify(body)),
        };
  }

  async #try(call: Call): Promise<Answer | FirestoreError> {
    try {
      return await this.#http.send(call);
    } catch (cause) {
      return unreachable(call, cause);
    }
  }

  #delay(outcome: Answer | FirestoreError, tries: number): number | undefined {
    const asked = outcome instanceof FirestoreError ? undefined : askedSeconds(outcome.header('retry-after'));
    return retryDelay(outcome.status, asked, tries, (this.#access.random ?? Math.random)());
  }
}

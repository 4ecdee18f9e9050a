import { list, text } from '../github/narrow.ts';
import type { Answer, Call } from '../http/http.ts';
import { type Pace, Persistent, type Repeat } from '../http/persistent.ts';
import type { Deadlines } from '../patience.ts';
import { answered, GoogleError, refusal, unreachable } from './google-error.ts';
import type { GoogleService } from './google-service.ts';

/** Who asks, and where other than at Google itself. */
export interface GoogleAccess extends Pace {
  /** An access token; nothing that is thrown has it in it. */
  readonly token: string;
  /** Default: where Google has the service. */
  readonly url?: string;
}

export interface GoogleCall {
  readonly method: Extract<Call['method'], 'DELETE' | 'GET' | 'POST'>;
  /** Below the version of the service. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly repeat: Repeat;
}

/** Counting a large collection takes its time. */
const DEADLINES: Deadlines = { call: 60_000, total: 180_000 };
/** A list that goes on for ever must not hold a step. */
const MOST_PAGES = 100;

/** A REST API of Google's. What it answers is `unknown`: each caller narrows it. */
export class GoogleApi {
  readonly #service: GoogleService;
  readonly #access: GoogleAccess;
  readonly #persistent: Persistent;

  constructor(service: GoogleService, access: GoogleAccess) {
    if (access.token === '')
      throw new Error(`There is no token to call ${service.name} with. Log in to Google Cloud before this step.`);
    this.#service = service;
    this.#access = access;
    this.#persistent = new Persistent(access, DEADLINES);
  }

  /** @throws {GoogleError} for every answer that is no success */
  async call(asked: GoogleCall): Promise<unknown> {
    const call = this.#callOf(asked);
    const answer = await this.#persistent.ask(() => this.#try(call), asked.repeat);
    if (answer.status === 200) return answered(call, answer);
    throw refusal(this.#service, call, answer);
  }

  /** Items of all pages. @param items name of the list in a page */
  async pages(asked: GoogleCall, items: string): Promise<readonly unknown[]> {
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
        throw new GoogleError(
          `${asked.path} cannot be listed whole: ${String(away)} does not answer. Run this again.`,
          undefined,
        );
      found.push(...list(answer, items));
      token = text(answer, 'nextPageToken') || undefined;
      if (token === undefined) return found;
    }
    throw new GoogleError(`${asked.path} has more than ${MOST_PAGES} pages, which nobody reads to the end.`, undefined);
  }

  #callOf({ method, path, query, body }: GoogleCall): Call {
    const url = new URL(`${this.#access.url ?? this.#service.url}/${this.#service.version}/${path}`);
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

  async #try(call: Call): Promise<Answer | GoogleError> {
    try {
      return await this.#persistent.http.send(call);
    } catch (cause) {
      return unreachable(call, cause);
    }
  }
}

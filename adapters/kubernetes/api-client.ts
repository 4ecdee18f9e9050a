import { text } from 'node:stream/consumers';
import type { Clock } from '../../engine/rollout/clock.ts';
import { Unreachable } from '../../engine/rollout/cluster.ts';
import type { Connection } from './connection.ts';
import { type ConnectionCause, causeOf, causeOnceMet, isMissing } from './connection-cause.ts';
import { connectionSentence } from './connection-sentence.ts';
import { NoCredentials } from './credentials.ts';
import { endOf } from './end-of.ts';
import { type HttpRequest, type HttpResponse, headerOf, Silent } from './http.ts';
import { Pulse, SUSPICIOUS } from './pulse.ts';
import { PATIENCE, retryDelay, type Try } from './retry.ts';
import { isStatus, refusalOf } from './status.ts';
import { TroubleTeller } from './trouble-teller.ts';

/** A call without what the client itself decides. */
export interface Call extends Pick<HttpRequest, 'method' | 'path' | 'headers' | 'body'> {
  /** What the answer is; a document that is none is no answer. Default: JSON. Of a text whose length nobody knows only the last
   *  bytes are kept, as many as this. */
  readonly answer?: { readonly last: number };
  /** Hears of every try that did not succeed and is followed by another; without it, people are told. */
  readonly onTrouble?: (failure: Error) => void;
}

export interface Answer {
  readonly body: string;
  /** ISO 8601, by the server's clock. */
  readonly serverTime: string;
}

/** A plugin or an issuer may stumble, but one that is not there will not come. */
const CREDENTIAL_TRIES = 3;
/** One try may take this long, from when it has a connection to the last byte received. */
const CALL_TIMEOUT = 15_000;
/** After this long without an answer people are told that we wait. */
const TOLD_AFTER = 5_000;

type Outcome = { readonly answer: Answer } | { readonly tried: Try; readonly failure: Error };

/** Calls that are tried again as long as that makes sense, and end in an answer, a refusal or unreachable. */
export class ApiClient {
  readonly connection: Connection;
  readonly clock: Clock;
  readonly random: () => number;
  /** How far the server's clock is ahead of ours, as its last answer has told. */
  #ahead: number | undefined;
  readonly #teller: TroubleTeller;
  /** Whether the server still answers while it is watched. */
  readonly pulse: Pulse;

  /** @param say tells people what is waited for and tried again */
  constructor(connection: Connection, clock: Clock, random: () => number, say: (line: string) => void = () => {}) {
    this.#teller = new TroubleTeller(say, clock);
    this.pulse = new Pulse(clock, (path, signal, sent) => this.#isAnswered(path, signal, sent));
    this.connection = connection;
    this.clock = clock;
    this.random = random;
  }

  /** @throws {Refusal | Unreachable} */
  async call(call: Call): Promise<Answer> {
    const start = this.clock.now();
    let reloaded = false;
    for (let tries = 1; ; tries++) {
      const outcome = await this.#try(call);
      if ('answer' in outcome) return outcome.answer;
      const { tried, failure } = outcome;
      if (tried.kind === 'answer' && tried.status === 401) {
        if (reloaded) throw new Unreachable(this.unauthorized());
        reloaded = true;
        this.connection.reload();
        continue;
      }
      if (failure.cause instanceof NoCredentials && tries >= CREDENTIAL_TRIES) throw failure;
      const now = this.clock.now();
      const elapsed = now - start;
      const delay = retryDelay(tried, { tries, elapsed, now, random: this.random(), met: this.#ahead !== undefined });
      if (delay === undefined) throw failure;
      // At the start the next try is soon the last word, where the cause is one that stays.
      const isFirst = this.#ahead === undefined && tried.kind === 'broken' && tried.cause !== 'passing';
      if (call.onTrouble !== undefined) call.onTrouble(failure);
      else if (!isFirst) this.#teller.again(failure, tries + 1, PATIENCE - elapsed);
      await this.sleep(delay);
    }
  }

  /** ISO 8601, by the server's clock; `undefined` before its first answer, be that a refusal. */
  serverTime(): string | undefined {
    return this.#ahead === undefined ? undefined : new Date(this.clock.now() + this.#ahead).toISOString();
  }

  unauthorized(): string {
    return `${this.connection.server} does not accept our credentials, not even after reading them again. They may have expired: get new ones.`;
  }

  /** Ends early when the signal aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        stop();
        signal?.removeEventListener('abort', end);
        resolve();
      };
      const stop = this.clock.after(milliseconds, end);
      signal?.addEventListener('abort', end, { once: true });
    });
  }

  /** One short question. A gateway that answers for a server, or a server without its store, is no answer. */
  async #isAnswered(path: string, signal: AbortSignal, sent: () => void): Promise<boolean> {
    try {
      const response = await this.connection.send({ method: 'GET', path, signal, sent });
      await text(response.body);
      return response.status < 500;
    } catch {
      return false;
    }
  }

  async #try({ answer, onTrouble, ...request }: Call): Promise<Outcome> {
    const { server } = this.connection;
    const abort = new AbortController();
    const stops: (() => void)[] = [];
    const sent = () => {
      const late = new Silent(`no answer within ${CALL_TIMEOUT / 1000} s`);
      stops.push(this.clock.after(CALL_TIMEOUT, () => abort.abort(late)));
      stops.push(this.clock.after(SUSPICIOUS, () => this.pulse.suspect()));
      const waits = () => this.#teller.waiting(`${server} has not answered a ${request.method}`, TOLD_AFTER / 1000);
      if (onTrouble === undefined) stops.push(this.clock.after(TOLD_AFTER, waits));
    };
    try {
      const response = await this.connection.send({ ...request, signal: abort.signal, sent });
      const body = await (answer === undefined ? text(response.body) : endOf(response.body, answer.last));
      const serverTime = this.#timeOf(response);
      if (response.status < 500) this.pulse.word();
      const status = trueStatus(response.status, body);
      const retryAfter = headerOf(response, 'retry-after');
      if (status < 200 || status >= 300)
        return { tried: { kind: 'answer', status, retryAfter }, failure: this.#failure(status, body) };
      if (answer === undefined && parse(body) === undefined)
        return { tried: { kind: 'broken' }, failure: new Unreachable(`${server} sent an answer that is no JSON.`) };
      return { answer: { body, serverTime } };
    } catch (cause) {
      return this.#broken(abort.signal.aborted ? abort.signal.reason : cause);
    } finally {
      for (const stop of stops) stop();
    }
  }

  /** A try that brought no answer, in the words of its cause. */
  #broken(error: Error): Outcome {
    const cause: ConnectionCause =
      error instanceof NoCredentials ? (isMissing(error) ? 'credentials-missing' : 'passing') : causeOf(error);
    const shown = this.#ahead === undefined ? cause : causeOnceMet(cause);
    const sentence =
      error instanceof NoCredentials ? error.message : connectionSentence(shown, this.connection.place, error.message);
    return { tried: { kind: 'broken', cause }, failure: new Unreachable(sentence, { cause: error }) };
  }

  #failure(status: number, body: string): Error {
    const { server } = this.connection;
    const parsed = parse(body);
    if (!isStatus(parsed) && body.includes(TLS_WANTED))
      return new Unreachable(connectionSentence('tls-wanted', this.connection.place, ''));
    // A gateway in between answers for a server that may be fine.
    if (!isStatus(parsed) && (status === 429 || status >= 500))
      return new Unreachable(`${server} answers HTTP ${status}.`);
    if (status === 429 || status === 503 || status === 504)
      return new Unreachable(`${server} is busy: ${refusalOf(status, parsed).message}`);
    return refusalOf(status, parsed);
  }

  #timeOf(response: HttpResponse): string {
    const told = Date.parse(headerOf(response, 'date') ?? '');
    const time = Number.isNaN(told) ? this.clock.now() : told;
    this.#ahead = time - this.clock.now();
    return new Date(time).toISOString();
  }
}

/** What Go's server says to plain HTTP on a port for TLS, with status 400.
 *  @see https://github.com/golang/go/blob/go1.25.0/src/net/http/server.go */
const TLS_WANTED = 'Client sent an HTTP request to an HTTPS server';

/** Server-side apply answers 500 to a field that no schema has; that is a mistake in the object, and stays one. */
const trueStatus = (status: number, body: string): number =>
  status === 500 && body.includes('failed to create typed patch object') ? 422 : status;

export function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

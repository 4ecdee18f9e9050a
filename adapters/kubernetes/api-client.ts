import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Clock } from '../../engine/rollout/clock.ts';
import { Unreachable } from '../../engine/rollout/cluster.ts';
import type { Connection, HttpRequest } from './connection.ts';
import { retryDelay, type Try } from './retry.ts';
import { isStatus, refusalOf } from './status.ts';

export interface Answer {
  readonly body: string;
  /** ISO 8601, by the server's clock. */
  readonly serverTime: string;
}

/** One try may take this long, from the first byte sent to the last received. */
const CALL_TIMEOUT = 15_000;

/** Calls that are tried again as long as that makes sense, and end in an answer, a refusal or unreachable. */
export class ApiClient {
  readonly connection: Connection;
  readonly clock: Clock;
  readonly random: () => number;

  constructor(connection: Connection, clock: Clock, random: () => number) {
    this.connection = connection;
    this.clock = clock;
    this.random = random;
  }

  /** @throws {Refusal | Unreachable} */
  async call(request: Omit<HttpRequest, 'signal' | 'stream'>): Promise<Answer> {
    let reloaded = false;
    for (let tries = 1; ; tries++) {
      const { outcome, failure, answer } = await this.#try(request);
      if (answer !== undefined) return answer;
      if (outcome.kind === 'answer' && outcome.status === 401) {
        if (reloaded) throw new Unreachable(this.unauthorized());
        reloaded = true;
        this.connection.reload();
        continue;
      }
      const delay = retryDelay(outcome, tries, this.random());
      if (delay === undefined) throw failure;
      await this.sleep(delay);
    }
  }

  unauthorized(): string {
    return `${this.connection.server} does not accept our credentials, not even after reading them again. They may have expired: get new ones.`;
  }

  sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => this.clock.after(milliseconds, resolve));
  }

  async #try(
    request: Omit<HttpRequest, 'signal' | 'stream'>,
  ): Promise<{ outcome: Try; failure?: Error; answer?: Answer }> {
    const abort = new AbortController();
    const stop = this.clock.after(CALL_TIMEOUT, () => abort.abort());
    try {
      const response = await this.connection.send({ ...request, signal: abort.signal });
      const body = await text(response);
      const { headers } = response;
      const status = trueStatus(response.statusCode ?? 0, body);
      const outcome: Try = { kind: 'answer', status, retryAfter: headers['retry-after'] };
      if (status >= 200 && status < 300) return { outcome, answer: { body, serverTime: this.#serverTime(response) } };
      return { outcome, failure: this.#failure(status, body) };
    } catch (cause) {
      const why = abort.signal.aborted ? `no answer within ${CALL_TIMEOUT / 1000} s` : (cause as Error).message;
      const failure = new Unreachable(`${this.connection.server} cannot be reached: ${why}.`, { cause });
      return { outcome: { kind: 'broken' }, failure };
    } finally {
      stop();
    }
  }

  #failure(status: number, body: string): Error {
    const parsed = parse(body);
    // A gateway in between answers for a server that may be fine.
    if (!isStatus(parsed) && status >= 500) return new Unreachable(`${this.connection.server} answers HTTP ${status}.`);
    if (status === 429 || status === 503 || status === 504)
      return new Unreachable(`${this.connection.server} is busy: ${refusalOf(status, parsed).message}`);
    return refusalOf(status, parsed);
  }

  #serverTime({ headers: { date } }: IncomingMessage): string {
    const time = Date.parse(date ?? '');
    return new Date(Number.isNaN(time) ? this.clock.now() : time).toISOString();
  }
}

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

import http2, { type ClientHttp2Session } from 'node:http2';
import type { TLSSocket } from 'node:tls';
import type { Clock } from '../../engine/rollout/clock.ts';
import { type HttpRequest, type HttpResponse, Silent, type Transport } from './http.ts';

/** A connection with open streams on which nothing came for this long is asked whether it lives, as client-go does.
 *  @see https://github.com/kubernetes/apimachinery/blob/v0.36.0/pkg/util/net/http.go (HTTP2_READ_IDLE_TIMEOUT_SECONDS) */
const IDLE = 30_000;
const PONG_WITHIN = 15_000;
const LOOK = 5_000;

/** All calls and streams on one connection. */
export class Http2 implements Transport {
  readonly streams = Number.POSITIVE_INFINITY;
  readonly #server: URL;
  readonly #socket: TLSSocket;
  readonly #session: ClientHttp2Session;
  readonly #clock: Clock;
  #open = 0;
  #stopWatching = () => {};

  constructor(server: URL, socket: TLSSocket, clock: Clock) {
    this.#server = server;
    this.#socket = socket;
    this.#clock = clock;
    this.#session = http2.connect(server, { createConnection: () => socket });
    // Requests on it get their own errors; without a listener this one would end the process.
    this.#session.on('error', () => {});
    this.#session.on('close', () => this.#stopWatching());
    this.#session.unref();
  }

  /** A server that goes away finishes what it has begun, and takes nothing new. */
  get usable(): boolean {
    return !this.#session.closed && !this.#session.destroyed;
  }

  async send({ method, path, headers, body, signal, sent }: HttpRequest): Promise<HttpResponse> {
    return await new Promise((resolve, reject) => {
      const heard = this.#socket.bytesRead;
      const { host } = this.#server;
      const head = { ':method': method, ':path': path, ':authority': host, ...lowerCase(headers) };
      const stream = this.#session.request(head, { endStream: body === undefined });
      const give = () => {
        if (signal.reason instanceof Silent && this.#socket.bytesRead === heard) this.#session.destroy(signal.reason);
        stream.destroy(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
      };
      this.#opened();
      signal.addEventListener('abort', give, { once: true });
      stream.on('response', ({ ':status': status = 0, ...rest }) => {
        resolve({ status, headers: rest, body: stream });
      });
      stream.on('error', reject);
      stream.on('close', () => {
        signal.removeEventListener('abort', give);
        this.#closed();
        reject(new Error('the connection ended before an answer'));
      });
      if (signal.aborted) give();
      else sent?.();
      if (body !== undefined) stream.end(body);
    });
  }

  close(): void {
    this.#session.destroy();
  }

  #opened(): void {
    this.#open++;
    if (this.#open > 1) return;
    this.#session.ref();
    this.#watchOver();
  }

  #closed(): void {
    this.#open--;
    if (this.#open > 0) return;
    this.#stopWatching();
    this.#session.unref();
  }

  /** Looks now and then whether something came, and asks when nothing did for too long. */
  #watchOver(heard = this.#socket.bytesRead, quiet = 0): void {
    this.#stopWatching = this.#clock.after(LOOK, () => {
      const now = this.#socket.bytesRead;
      if (!this.usable) return;
      if (now !== heard) this.#watchOver(now);
      else if (quiet + LOOK < IDLE) this.#watchOver(heard, quiet + LOOK);
      else this.#ask();
    });
  }

  #ask(): void {
    this.#stopWatching = this.#clock.after(PONG_WITHIN, () => {
      this.#session.destroy(new Silent(`nothing came for ${(IDLE + PONG_WITHIN) / 1000} s`));
    });
    this.#session.ping((error) => {
      if (error !== null || this.#open === 0) return;
      this.#stopWatching();
      this.#watchOver();
    });
  }
}

const lowerCase = (headers: HttpRequest['headers'] = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

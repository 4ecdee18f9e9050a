import http from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { HttpRequest, HttpResponse, Transport } from './http.ts';

/** Four connections in all: HTTP/1.1 needs one for each open stream, and calls take turns on the last. */
const STREAMS = 3;
const CALLS = 1;
const KEEP_ALIVE = { keepAlive: true, keepAliveMsecs: 30_000 };

/** HTTP/1.1, for servers and gateways that offer nothing newer. Calls wait for their turn here and not in the agent: that
 *  counts a connection when it is made, not when it is begun, and forgets who waits behind one that fails. */
export class Http1 implements Transport {
  readonly streams = STREAMS;
  readonly usable = true;
  readonly #server: URL;
  readonly #agent: http.Agent;
  readonly #waiting: (() => void)[] = [];
  #calls = 0;

  constructor(server: URL, agent: http.Agent) {
    this.#server = server;
    this.#agent = agent;
  }

  async send(request: HttpRequest): Promise<HttpResponse> {
    if (request.stream === true) return await this.#send(request, () => {});
    await this.#turn();
    return await this.#send(request, () => this.#next());
  }

  close(): void {
    this.#agent.destroy();
  }

  #send({ method, path, headers, body, signal, sent }: HttpRequest, done: () => void): Promise<HttpResponse> {
    const { hostname, port, protocol } = this.#server;
    const usual = protocol === 'http:' ? 80 : 443;
    return new Promise((resolve, reject) => {
      const request = http.request(
        {
          method,
          host: hostname.replace(/^\[|\]$/g, ''),
          port: port || usual,
          defaultPort: usual,
          path,
          agent: this.#agent,
          headers: { ...headers, ...(body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) }) },
          signal,
        },
        (response) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: response }),
      );
      request.on('socket', () => sent?.());
      request.on('error', reject);
      // The connection is free again when the request is closed, also after an error.
      request.on('close', done);
      request.end(body);
    });
  }

  async #turn(): Promise<void> {
    if (this.#calls >= CALLS) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#calls++;
  }

  #next(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#calls--;
    else next();
  }
}

/** Sockets that come ready: through a tunnel, with TLS. The agent only counts and keeps them. */
export function dialledAgent(dial: () => Promise<Socket>): http.Agent {
  class Dialled extends http.Agent {
    override createConnection(
      _: unknown,
      connected?: (error: Error | null, socket: Duplex) => void,
    ): Duplex | undefined {
      dial().then(
        (socket) => connected?.(null, socket),
        // Node reads no socket beside an error.
        (error: Error) => connected?.(error, new Socket()),
      );
      return undefined;
    }
  }
  return new Dialled(KEEP_ALIVE);
}

/** Without TLS there is no tunnel either: a proxy is asked for the whole URL, as Node's agent does. */
export const plainAgent = (proxy: URL | undefined): http.Agent =>
  new http.Agent({
    ...KEEP_ALIVE,
    ...(proxy === undefined ? {} : { proxyEnv: { HTTP_PROXY: proxy.href } }),
  });

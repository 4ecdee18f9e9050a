import http from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { HttpRequest, HttpResponse, Transport } from './http.ts';

/** Four connections in all: HTTP/1.1 needs one for each open stream, and calls take turns on the last. */
const STREAMS = 3;
const CALLS = 1;
const KEEP_ALIVE = { keepAlive: true, keepAliveMsecs: 30_000 };

/** HTTP/1.1, for servers and gateways that offer nothing newer. */
export class Http1 implements Transport {
  readonly streams = STREAMS;
  readonly usable = true;
  readonly #server: URL;
  readonly #calls: http.Agent;
  readonly #streams: http.Agent;

  constructor(server: URL, agentOf: (maxSockets: number) => http.Agent) {
    this.#server = server;
    this.#calls = agentOf(CALLS);
    this.#streams = agentOf(STREAMS);
  }

  async send({ method, path, headers, body, signal, stream, sent }: HttpRequest): Promise<HttpResponse> {
    const { hostname, port, protocol } = this.#server;
    const usual = protocol === 'http:' ? 80 : 443;
    return await new Promise((resolve, reject) => {
      const request = http.request(
        {
          method,
          host: hostname.replace(/^\[|\]$/g, ''),
          port: port || usual,
          defaultPort: usual,
          path,
          agent: stream === true ? this.#streams : this.#calls,
          headers: { ...headers, ...(body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) }) },
          signal,
        },
        (response) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: response }),
      );
      request.on('socket', () => sent?.());
      request.on('error', reject);
      request.end(body);
    });
  }

  close(): void {
    this.#calls.destroy();
    this.#streams.destroy();
  }
}

/** Sockets that come ready: through a tunnel, with TLS. The agent only counts and keeps them. */
export const dialledAgent =
  (dial: () => Promise<Socket>) =>
  (maxSockets: number): http.Agent => {
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
    return new Dialled({ ...KEEP_ALIVE, maxSockets });
  };

/** Without TLS there is no tunnel either: a proxy is asked for the whole URL, as Node's agent does. */
export const plainAgent =
  (proxy: URL | undefined) =>
  (maxSockets: number): http.Agent =>
    new http.Agent({
      ...KEEP_ALIVE,
      maxSockets,
      ...(proxy === undefined ? {} : { proxyEnv: { HTTP_PROXY: proxy.href } }),
    });

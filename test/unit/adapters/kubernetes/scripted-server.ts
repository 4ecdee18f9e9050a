import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { KubeConfig } from '@kubernetes/client-node';
import type { ClusterAccess } from '../../../../adapters/kubernetes/kube-config.ts';

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Answers one request; a watch keeps writing to the response. */
export type Answer = (response: ServerResponse, request: Received) => void;

export const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };

/** Lines of a watch, then the end of the stream, or silence until the client leaves. */
export const stream =
  (lines: readonly unknown[], end: 'end' | 'stay' | 'break' = 'stay'): Answer =>
  (response) => {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.flushHeaders();
    for (const line of lines) response.write(`${JSON.stringify(line)}\n`);
    if (end === 'end') response.end();
    if (end === 'break') setImmediate(() => response.destroy());
  };

/** An API server that answers requests with what a test has put down, in order; the last answer of a path stays. */
export class ScriptedServer {
  readonly received: Received[] = [];
  readonly #script = new Map<string, Answer[]>();
  readonly #server: http.Server;
  connections = 0;

  constructor() {
    this.#server = http.createServer((request, response) => void this.#answer(request, response));
    this.#server.on('connection', () => this.connections++);
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** `GET /api/v1/namespaces/x/pods`; a watch is `WATCH …`. */
  on(what: string, ...answers: Answer[]): this {
    this.#script.set(what, answers);
    return this;
  }

  access(token = 'first', server = this.url): ClusterAccess {
    const kubeConfig = new KubeConfig();
    kubeConfig.loadFromClusterAndUser({ name: 'test', server, skipTLSVerify: true }, { name: 'test', token });
    return { kubeConfig, proxy: {} };
  }

  async #answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(message.url ?? '/', 'http://server');
    const method = url.searchParams.has('watch') ? 'WATCH' : (message.method ?? '');
    const request = {
      method,
      path: url.pathname,
      query: url.searchParams,
      headers: message.headers,
      body: await text(message),
    };
    this.received.push(request);
    const answers = this.#script.get(`${method} ${url.pathname}`) ?? [];
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    (answer ?? json(404, { kind: 'Status', code: 404, reason: 'NotFound', message: `no ${url.pathname}` }))(
      response,
      request,
    );
  }
}

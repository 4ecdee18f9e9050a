import http, { type IncomingHttpHeaders } from 'node:http';
import http2, { type Http2SecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { TLSSocket } from 'node:tls';
import { KubeConfig } from '@kubernetes/client-node';
import type { ClusterAccess } from '../../../../adapters/kubernetes/kube-config.ts';
import type { Clock } from '../../../../engine/rollout/clock.ts';
import {
  type CertificateAuthority,
  certificateAuthority,
} from '../../../../rehearsal/network/certificate-authority.ts';
import type { Fault, Seen } from './fault.ts';

export { type Fault, type Seen, statusAnswer } from './fault.ts';

/** The server of a group of tests: TLS, HTTP/2 and HTTP/1.1, between a client and an API server that knows nothing of it. */
export class FaultProxy {
  readonly seen: Seen[] = [];
  /** Chosen for each request as it comes. */
  fault: (request: Seen) => Fault | undefined = () => undefined;
  /** Accepts connections, and ends them at once. */
  away = false;
  connections = 0;
  mostConnections = 0;
  /** Requests that are neither answered nor stalled, so that a clock knows when to stand still. */
  inFlight = 0;
  readonly #authority: CertificateAuthority;
  readonly #server: Http2SecureServer;
  readonly #sockets = new Set<Socket>();
  readonly #sessions = new Set<{ destroy(): void }>();
  readonly #watches = new Set<Http2ServerResponse>();
  #hanging: { readonly promise: Promise<void>; readonly resolve: () => void } | undefined;
  readonly #upstream: URL;
  readonly #agent: http.Agent;
  readonly #clock: Clock;

  private constructor(authority: CertificateAuthority, server: Http2SecureServer, upstream: URL, clock: Clock) {
    this.#authority = authority;
    this.#server = server;
    this.#upstream = upstream;
    this.#clock = clock;
    this.#agent =
      upstream.protocol === 'https:'
        ? new https.Agent({ keepAlive: true, rejectUnauthorized: false })
        : new http.Agent({ keepAlive: true });
    server.on('connection', (socket: Socket) => {
      socket.on('error', () => {});
      if (this.away) {
        socket.resetAndDestroy();
        return;
      }
      this.connections++;
      this.#sockets.add(socket);
      this.mostConnections = Math.max(this.mostConnections, this.#sockets.size);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    server.on('session', (session) => {
      this.#sessions.add(session);
      session.on('close', () => this.#sessions.delete(session));
      session.on('error', () => {});
    });
    server.on('tlsClientError', () => {});
    server.on('request', (request, response) => {
      this.#handle(request, response).catch(() => response.destroy());
    });
  }

  static async start(
    upstream: string,
    clock: Clock,
    {
      protocols = ['h2', 'http/1.1'],
      clientCertificates = false,
    }: { protocols?: string[]; clientCertificates?: boolean } = {},
  ): Promise<FaultProxy> {
    const authority = await certificateAuthority();
    const { key, certificate } = await authority.issue(['127.0.0.1', 'cluster.example']);
    const tls = {
      key,
      cert: certificate,
      ...(clientCertificates ? { requestCert: true, rejectUnauthorized: false } : {}),
    };
    // Node's HTTP/2 server always offers HTTP/2; what it hands to a handler looks as in HTTP/1.1 by design.
    const server = protocols.includes('h2')
      ? http2.createSecureServer({ ...tls, allowHTTP1: true })
      : (https.createServer(tls) as unknown as Http2SecureServer);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new FaultProxy(authority, server, new URL(upstream), clock);
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }
  get url(): string {
    return `https://127.0.0.1:${this.port}`;
  }
  get authority(): CertificateAuthority {
    return this.#authority;
  }
  /** Changes while anything moves. */
  get activity(): number {
    let bytes = this.seen.length + this.connections;
    for (const socket of this.#sockets) bytes += socket.bytesRead + socket.bytesWritten;
    return bytes;
  }
  get openSockets(): number {
    return this.#sockets.size;
  }

  /** Kubeconfig in memory. */
  access(token = 'token', server = this.url): ClusterAccess {
    const kubeConfig = new KubeConfig();
    const caData = Buffer.from(this.#authority.certificate).toString('base64');
    kubeConfig.loadFromClusterAndUser({ name: 'test', server, caData, skipTLSVerify: false }, { name: 'test', token });
    return { kubeConfig, proxy: {} };
  }

  /** Cuts every open connection by a reset. */
  reset(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
    for (const session of this.#sessions) session.destroy();
  }

  /** From now on nothing is said any more, on open streams neither, and no connection is closed. */
  hang(): void {
    if (this.#hanging !== undefined) return;
    let resolve = () => {};
    const promise = new Promise<void>((end) => {
      resolve = end;
    });
    this.#hanging = { promise, resolve };
  }

  /** What was asked meanwhile is answered. */
  wake(): void {
    this.#hanging?.resolve();
    this.#hanging = undefined;
  }

  /** Ends every watch that is open, in the middle; everything else is answered. */
  cutWatches(): void {
    for (const response of this.#watches) response.destroy();
  }

  /** Tells clients to make a new connection, as a server behind a balancer does from time to time. */
  goAway(): void {
    for (const session of this.#sessions)
      if ('goaway' in session && typeof session.goaway === 'function') session.goaway();
  }

  async stop(): Promise<void> {
    this.#agent.destroy();
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #handle(request: Http2ServerRequest, response: Http2ServerResponse): Promise<void> {
    this.inFlight++;
    let counted = true;
    const settle = () => {
      if (counted) this.inFlight--;
      counted = false;
    };
    response.on('close', settle);
    const body = await buffer(request);
    const peer = (request.socket as TLSSocket).getPeerCertificate?.();
    const seen: Seen = {
      method: request.method,
      url: request.url,
      isWatch: /[?&]watch=1/.test(request.url),
      headers: request.headers,
      body: body.toString(),
      httpVersion: request.httpVersion,
      clientCertificate: peer?.subject?.CN?.toString(),
    };
    this.seen.push(seen);
    if (this.#hanging !== undefined) {
      settle();
      await this.#hanging.promise;
    }
    const fault = this.away ? ({ kind: 'drop' } as const) : this.fault(seen);
    if (seen.isWatch || fault?.kind === 'stall') settle();
    switch (fault?.kind) {
      case 'drop':
        response.destroy();
        this.#dropSocketOf(request);
        return;
      case 'stall':
        return;
      case 'answer':
        response.writeHead(fault.status, fault.headers ?? {});
        response.end(fault.body ?? '');
        return;
      case 'slow':
        settle();
        await new Promise<void>((resolve) => this.#clock.after(fault.milliseconds, resolve));
        break;
      default:
    }
    const answer = await this.#forward(seen, body, response);
    if (fault?.kind === 'lost') {
      await buffer(answer);
      fault.answered();
      response.destroy();
      return;
    }
    response.writeHead(answer.statusCode ?? 502, {
      ...withoutHopByHop(answer.headers),
      date: new Date(this.#clock.now()).toUTCString(),
    });
    if (fault?.kind === 'truncated') {
      const whole = await buffer(answer);
      response.end(whole.subarray(0, Math.floor(whole.length / 2)));
      return;
    }
    if (!seen.isWatch) {
      response.end(await buffer(answer));
      return;
    }
    if ('flushHeaders' in response && typeof response.flushHeaders === 'function') response.flushHeaders();
    let lines = 0;
    this.#watches.add(response);
    response.on('close', () => this.#watches.delete(response));
    let told = Promise.resolve();
    answer.on('data', (chunk: Buffer) => {
      if (this.#hanging !== undefined) {
        const { promise } = this.#hanging;
        told = told.then(() => promise).then(() => void response.write(chunk));
        return;
      }
      if (fault?.kind !== 'cut') {
        response.write(chunk);
        return;
      }
      for (const part of chunk.toString().split(/(?<=\n)/)) {
        if (lines++ < fault.lines) response.write(part);
        else {
          response.end(part.slice(0, Math.floor(part.length / 2)));
          answer.destroy();
          return;
        }
      }
    });
    answer.on('end', () => response.end());
    answer.on('error', () => response.destroy());
  }

  #forward(seen: Seen, body: Buffer, response: Http2ServerResponse): Promise<http.IncomingMessage> {
    const headers = Object.fromEntries(
      Object.entries(withoutHopByHop(seen.headers)).filter(([name]) => !name.startsWith(':') && name !== 'host'),
    );
    return new Promise((resolve, reject) => {
      const request = (this.#upstream.protocol === 'https:' ? https : http).request(
        new URL(seen.url, this.#upstream),
        { method: seen.method, headers, agent: this.#agent },
        resolve,
      );
      response.on('close', () => request.destroy());
      request.on('error', reject);
      request.end(body);
    });
  }

  #dropSocketOf(request: Http2ServerRequest): void {
    if (request.httpVersion === '2.0') request.stream.session?.destroy();
    else (request.socket as Socket).destroy();
  }
}

const withoutHopByHop = (headers: IncomingHttpHeaders): Record<string, string | string[]> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      /^(connection|keep-alive|transfer-encoding|upgrade|content-length)$/.test(name) || value === undefined
        ? []
        : [[name, value]],
    ),
  );

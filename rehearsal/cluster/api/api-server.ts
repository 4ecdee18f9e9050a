import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { type Clock, realClock } from '../clock.ts';
import type { LogSource } from '../log-source.ts';
import type { PodPorts } from '../pod-ports.ts';
import type { ClusterStore } from '../storage/cluster-store.ts';
import { noSuchResource } from '../storage/status-errors.ts';
import type { ApiAnswer } from './api-request.ts';
import { attributesOf } from './authorization/attributes.ts';
import { createAuthorizer } from './authorization/authorizer.ts';
import { actingAs } from './authorization/impersonation.ts';
import { createCredentials } from './credentials.ts';
import { discovery, isServedGroupVersion } from './discovery.ts';
import { createDispatch } from './dispatch.ts';
import { kubeconfig } from './kubeconfig.ts';
import { openApi } from './openapi/openapi.ts';
import { readAll } from './read-all.ts';
import { routeOf } from './route.ts';
import { statusBody } from './status-body.ts';
import { assertSubresource } from './subresources.ts';
import { refuseUpgrade, takeUpgrade } from './upgrade/upgrades.ts';
import type { User } from './user.ts';

/** PEM texts; the certificate must be good for 127.0.0.1. */
export interface ServerIdentity {
  readonly key: string;
  readonly certificate: string;
  readonly authority: string;
}

export interface ApiServerOptions {
  readonly store: ClusterStore;
  readonly tls: ServerIdentity;
  /** Bearer token → user name, of administrators. The first one goes into the kubeconfig. */
  readonly tokens: ReadonlyMap<string, string>;
  readonly logs?: LogSource;
  /** For port-forward. */
  readonly pods?: PodPorts;
  /** Of watch timeouts, bookmarks and ages; the machine's unless given. */
  readonly clock?: Clock;
  /** 0 (the default) takes a free one. */
  readonly port?: number;
}

export interface ApiServer {
  /** `https://127.0.0.1:<port>` */
  readonly url: string;
  /** From now on a token stands for a user of this name, who may do what roles say. */
  admit(token: string, username: string): void;
  /** A kubeconfig file's text for the user of a token, the first administrator's unless given. @throws {Error} for an unknown token. */
  kubeconfig(options?: { readonly token?: string; readonly namespace?: string }): string;
  /** Cuts every open connection, watches too, as a failing network does. */
  dropConnections(): void;
  /** Forgets the history: the next watch or page of an older version is answered 410. */
  expireHistory(): void;
  close(): Promise<void>;
}

/** Serves the store as a Kubernetes API over TLS on loopback, so that kubectl and the actions talk to it unchanged. */
export const createApiServer = async (options: ApiServerOptions): Promise<ApiServer> => {
  const { store, tls, tokens, clock = realClock, logs, pods } = options;
  const credentials = createCredentials({ store, clock, tokens });
  const authorizer = createAuthorizer(store);
  const dispatch = createDispatch({ store, clock, logs, credentials, authorizer });
  const sockets = new Set<Socket>();

  /** Who asks, and may. */
  const admitted = (incoming: IncomingMessage, url: URL): User => {
    const sender = credentials.authenticate(incoming.headers.authorization);
    const user = actingAs(sender, incoming.headersDistinct, authorizer);
    authorizer.assert(user, attributesOf(incoming.method ?? 'GET', url));
    return user;
  };

  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(incoming.url ?? '/', 'https://cluster');
    const headers = headersOf(incoming);
    const body = await readAll(incoming);
    const user = admitted(incoming, url);
    const fixed = fixedDocument(url.pathname, headers['accept'] ?? '');
    if (fixed !== undefined) {
      answer(response, { code: 200, body: fixed });
      return;
    }
    const route = routeOf(url.pathname);
    if (route === undefined) {
      // Only the server of a group speaks of its resources; nobody serves the rest.
      if (isServedGroupVersion(url.pathname)) throw noSuchResource();
      answer(response, { code: 404, body: '404 page not found\n' });
      return;
    }
    const method = incoming.method ?? 'GET';
    const answered = dispatch({ ...route, method, user, query: url.searchParams, headers, body }, response);
    if (answered !== undefined) answer(response, answered);
  };

  const server = createServer({ key: tls.key, cert: tls.certificate }, (incoming, response) => {
    handle(incoming, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else answer(response, statusBody(error));
    });
  });
  server.on('upgrade', (incoming, socket, head) => {
    socket.on('error', () => {});
    try {
      const url = new URL(incoming.url ?? '/', 'https://cluster');
      const sent = { query: url.searchParams, headers: headersOf(incoming), body: Buffer.alloc(0) };
      const user = admitted(incoming, url);
      const route = routeOf(url.pathname);
      if (route === undefined) throw noSuchResource();
      const request = { ...route, ...sent, method: incoming.method ?? 'GET', user };
      assertSubresource(request);
      takeUpgrade(request, { store, pods }, socket, head);
    } catch (error) {
      refuseUpgrade(socket, error);
    }
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const dropConnections = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url,
    admit: credentials.admit,
    kubeconfig({ token = [...tokens.keys()].at(0) ?? '', ...wanted } = {}) {
      const user = credentials.nameOf(token);
      if (user === undefined)
        throw new Error(
          'No kubeconfig can be written: the API server does not know the token. Pass one of the tokens it was started with, or admit it.',
        );
      return kubeconfig({ url, authority: tls.authority, token, user, ...wanted });
    },
    dropConnections,
    expireHistory: () => store.history.expire(),
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      dropConnections();
      await closed;
    },
  };
};

const headersOf = (incoming: IncomingMessage): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(',') : (value ?? ''),
    ]),
  );

const VERSION = {
  major: '1',
  minor: '36',
  gitVersion: 'v1.36.3+rehearsal',
  gitCommit: '',
  gitTreeState: 'clean',
  buildDate: '1970-01-01T00:00:00Z',
  goVersion: '',
  compiler: '',
  platform: 'node',
};

const fixedDocument = (pathname: string, accept: string): unknown => {
  if (pathname === '/version') return VERSION;
  if (/^\/(healthz|livez|readyz)$/.test(pathname)) return 'ok';
  return openApi(pathname) ?? discovery(pathname, accept);
};

const answer = (response: ServerResponse, { code, body, warnings = [] }: ApiAnswer): void => {
  const text = typeof body === 'string' ? body : `${JSON.stringify(body)}\n`;
  if (warnings.length > 0)
    response.setHeader(
      'warning',
      warnings.map((warning) => `299 - ${JSON.stringify(warning)}`),
    );
  response.writeHead(code, { 'content-type': contentType(body), 'content-length': Buffer.byteLength(text) });
  response.end(text);
};

const contentType = (body: unknown): string => {
  if (typeof body === 'string') return 'text/plain';
  const kind = typeof body === 'object' && body !== null && 'kind' in body ? body.kind : undefined;
  return kind === 'APIGroupDiscoveryList'
    ? 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList'
    : 'application/json';
};

import { createHash } from 'node:crypto';
import { messageOf } from '../../domain/error-message.ts';
import type { Clock } from '../../engine/rollout/clock.ts';
import { type Access, Unreachable } from '../../engine/rollout/cluster.ts';
import { systemClock } from '../clock/system-clock.ts';
import type { Place } from './connection-sentence.ts';
import { Credentials, type Identity } from './credentials.ts';
import { dial } from './dial.ts';
import { type HttpRequest, type HttpResponse, Silent, type Transport } from './http.ts';
import { dialledAgent, Http1, plainAgent } from './http1.ts';
import { Http2 } from './http2.ts';
import type { ClusterAccess } from './kube-config.ts';
import { proxyFor } from './proxy.ts';

/** TCP, tunnel and TLS together. */
const CONNECT_WITHIN = 10_000;

/** HTTP to one API server with the credentials of a kubeconfig. The client library reads it and finds the authority;
 *  connections are ours, because the library opens a new one for every call: all on one where the server speaks HTTP/2, four
 *  at most where it does not (docs/decisions/0011). */
export class Connection {
  readonly #load: () => ClusterAccess;
  readonly #clock: Clock;
  #access: ClusterAccess;
  #credentials: Credentials;
  #made: { readonly key: string; readonly transport: Promise<Transport> } | undefined;
  #streams = 0;

  constructor(load: () => ClusterAccess, clock: Clock = systemClock) {
    this.#load = load;
    this.#clock = clock;
    this.#access = load();
    this.#credentials = new Credentials(this.#access, clock);
  }

  /** `https://host:port`, for messages. */
  get server(): string {
    return this.#credentials.server;
  }

  /** The server as people know it. */
  get place(): Place {
    const { kubeConfig } = this.#access;
    const cluster = kubeConfig.getCurrentCluster();
    const context = kubeConfig.getCurrentContext();
    // Names that the library gives where a kubeconfig was made without one.
    const isNamed = context !== undefined && !['loaded-context', 'inClusterContext'].includes(context);
    return {
      server: this.server,
      context: isNamed ? context : '',
      hasAuthority: Boolean(cluster?.caData) || Boolean(cluster?.caFile),
    };
  }

  /** Reads the kubeconfig again and forgets cached tokens. */
  reload(): void {
    this.#access = this.#load();
    this.#credentials = new Credentials(this.#access, this.#clock);
  }

  /** Gets credentials first when there are none. @throws {Unreachable} when there are none to get. */
  async access(): Promise<Access> {
    const { plugin, oidc, kubeConfig } = this.#access;
    try {
      const { expiresAt: endsAt } = await this.#credentials.current();
      const isFile = kubeConfig.getCurrentUser()?.authProvider?.name === 'tokenFile';
      return { endsAt, isRenewed: plugin !== undefined || isFile || Boolean(oidc?.['refresh-token']) };
    } catch (cause) {
      throw new Unreachable(messageOf(cause), { cause });
    }
  }

  /** Reserves a stream. @returns how to give it back, or `undefined` when every stream is taken. */
  async takeStream(): Promise<(() => void) | undefined> {
    const { streams } = await this.#transport(await this.#credentials.current());
    if (this.#streams >= streams) return undefined;
    this.#streams++;
    let taken = true;
    return () => {
      if (taken) this.#streams--;
      taken = false;
    };
  }

  /** Resolves when the answer's head has come, whatever its status.
   *  @throws when there is no connection, or the plugin that gets a token fails. */
  async send(request: HttpRequest): Promise<HttpResponse> {
    const identity = await this.#credentials.current();
    const transport = await this.#transport(identity);
    const prefix = new URL(this.server).pathname.replace(/\/$/, '');
    const headers = { Accept: 'application/json', 'User-Agent': 'sluice', ...identity.headers, ...request.headers };
    return await transport.send({ ...request, path: `${prefix}${request.path}`, headers });
  }

  close(): void {
    this.#made?.transport.then(
      (transport) => transport.close(),
      () => {},
    );
    this.#made = undefined;
  }

  /** A new one only when the old one has ended or certificates change: a plugin may hand out new ones. */
  async #transport({ tls }: Identity): Promise<Transport> {
    const id = createHash('sha256');
    for (const part of [this.server, tls.ca, tls.cert, tls.key, tls.rejectUnauthorized, tls.servername])
      id.update(`${String(part)}\n`);
    const key = id.digest('hex');
    const made = this.#made;
    if (made?.key === key && (await made.transport).usable) return await made.transport;
    if (this.#made === made) {
      this.close();
      const transport = this.#make(tls);
      this.#made = { key, transport };
      transport.catch(() => {
        if (this.#made?.transport === transport) this.#made = undefined;
      });
    }
    return await (this.#made?.transport ?? this.#make(tls));
  }

  async #make(tls: Identity['tls']): Promise<Transport> {
    const server = new URL(this.server);
    const proxy = proxyFor(server, this.#access.proxy);
    if (server.protocol === 'http:') return new Http1(server, plainAgent(proxy));
    const dialled = async () => {
      const abort = new AbortController();
      const stop = this.#clock.after(CONNECT_WITHIN, () =>
        abort.abort(new Silent(`no connection within ${CONNECT_WITHIN / 1000} s`)),
      );
      try {
        return await dial(server, tls, proxy, abort.signal);
      } finally {
        stop();
      }
    };
    const first = await dialled();
    if (first.alpnProtocol === 'h2') return new Http2(server, first, this.#clock);
    let spare: typeof first | undefined = first;
    return new Http1(
      server,
      dialledAgent(async () => {
        const socket = spare;
        spare = undefined;
        return socket === undefined || socket.destroyed ? await dialled() : socket;
      }),
    );
  }
}

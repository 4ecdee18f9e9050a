import { createHash } from 'node:crypto';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { ClusterAccess } from './kube-config.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'PATCH' | 'DELETE';
  /** From the root of the server, with its query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
  /** Keeps its connection open; short calls must not wait for it. */
  readonly stream?: true;
}

/** Short calls share at most this many connections, kept alive between calls; each watch has one of its own. */
const CALL_SOCKETS = 4;
const KEEP_ALIVE = 30_000;

type Credentials = https.RequestOptions & { headers?: Record<string, string> };
interface Agents {
  readonly key: string;
  readonly calls: http.Agent;
  readonly streams: http.Agent;
}

/** HTTP to one API server with the credentials of a kubeconfig. The client library authenticates (token, certificate, file,
 *  plugin) and finds the authority; connections are ours, because the library opens a new one for every call. */
export class Connection {
  readonly #load: () => ClusterAccess;
  #access: ClusterAccess;
  #agents: Agents | undefined;

  constructor(load: () => ClusterAccess) {
    this.#load = load;
    this.#access = load();
  }

  /** `https://host:port`, for messages. */
  get server(): string {
    return this.#access.kubeConfig.getCurrentCluster()?.server ?? '';
  }

  /** Reads the kubeconfig again and forgets cached tokens. */
  reload(): void {
    this.#access = this.#load();
  }

  /** Resolves when the answer's head has come, whatever its status.
   *  @throws when there is no connection, or the plugin that gets a token fails. */
  async send({ method, path, headers, body, signal, stream }: HttpRequest): Promise<IncomingMessage> {
    const credentials: Credentials = { headers: {} };
    await this.#authenticate(credentials);
    const url = new URL(this.server);
    const prefix = url.pathname.replace(/\/$/, '');
    const agents = this.#agentsFor(credentials);
    return await new Promise((resolve, reject) => {
      const request = (url.protocol === 'http:' ? http : https).request(
        {
          method,
          host: url.hostname.replace(/^\[|\]$/g, ''),
          port: url.port || (url.protocol === 'http:' ? 80 : 443),
          path: `${prefix}${path}`,
          agent: stream === true ? agents.streams : agents.calls,
          ...(credentials.auth ? { auth: credentials.auth } : {}),
          ...(credentials['servername'] ? { servername: credentials['servername'] } : {}),
          headers: {
            Accept: 'application/json',
            'User-Agent': 'sluice',
            // Node leaves the length of a DELETE's body unsaid, and the server takes the body for the next request.
            ...(body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }),
            ...credentials.headers,
            ...headers,
          },
          signal,
        },
        resolve,
      );
      request.on('error', reject);
      request.end(body);
    });
  }

  close(): void {
    this.#agents?.calls.destroy();
    this.#agents?.streams.destroy();
    this.#agents = undefined;
  }

  async #authenticate(credentials: Credentials): Promise<void> {
    try {
      await this.#access.kubeConfig.applyToHTTPSOptions(credentials);
    } catch (cause) {
      const { code, message, path } = cause as NodeJS.ErrnoException;
      const hint =
        code === 'ENOENT'
          ? `the program "${path?.replace(/^spawn /, '') ?? message}" that the kubeconfig names is not installed`
          : message;
      throw new Error(`No credentials for ${this.server}: ${hint.trim()}`, { cause });
    }
  }

  /** New agents only when certificates change: a plugin may hand out new ones. */
  #agentsFor({ ca, cert, key, rejectUnauthorized, servername }: Credentials): Agents {
    const id = createHash('sha256');
    for (const part of [ca, cert, key, rejectUnauthorized, servername]) id.update(`${String(part)}\n`);
    const digest = id.digest('hex');
    if (this.#agents?.key === digest) return this.#agents;
    this.close();
    const options = {
      ...(ca === undefined ? {} : { ca }),
      ...(cert === undefined ? {} : { cert }),
      ...(key === undefined ? {} : { key }),
      ...(rejectUnauthorized === undefined ? {} : { rejectUnauthorized }),
      keepAlive: true,
      keepAliveMsecs: KEEP_ALIVE,
      proxyEnv: this.#access.proxy,
    };
    const Agent = this.server.startsWith('http:') ? http.Agent : https.Agent;
    this.#agents = {
      key: digest,
      calls: new Agent({ ...options, maxSockets: CALL_SOCKETS }),
      streams: new Agent(options),
    };
    return this.#agents;
  }
}

import { Agent, request } from 'node:https';
import {
  type ApiServer,
  type ApiServerOptions,
  createApiServer,
} from '../../../../../rehearsal/cluster/api/api-server.ts';
import type { ClusterStore } from '../../../../../rehearsal/cluster/storage/cluster-store.ts';
import {
  type CertificateAuthority,
  certificateAuthority,
} from '../../../../../rehearsal/network/certificate-authority.ts';
import { newStore } from '../storage/manifests.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  readonly body: Record<string, unknown>;
}

interface CallOptions {
  /** Bytes are sent as they are, anything else as JSON. */
  readonly body?: unknown;
  readonly type?: string;
  readonly accept?: string;
  readonly token?: string;
  /** What the connection is wanted for. */
  readonly upgrade?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface RunningServer {
  readonly store: ClusterStore;
  readonly server: ApiServer;
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  /** Opens a stream; `next` waits for its next line, and is `undefined` at the end. */
  stream(path: string, accept?: string): { next(): Promise<string | undefined>; close(): void };
  close(): Promise<void>;
}

let authority: Promise<CertificateAuthority> | undefined;

/** An API server for one test file. */
export const runningServer = async (
  options: Partial<ApiServerOptions> & { readonly store?: ClusterStore } = {},
): Promise<RunningServer> => {
  authority ??= certificateAuthority();
  const ca = await authority;
  const store = options.store ?? newStore();
  const server = await createApiServer({
    tokens: new Map([['token-1', 'deployer']]),
    ...options,
    store,
    tls: { ...(await ca.issue(['127.0.0.1'])), authority: ca.certificate },
  });
  const agent = new Agent({ ca: ca.certificate, keepAlive: true });
  const open = (
    method: string,
    path: string,
    { type, accept, token = 'token-1', upgrade, headers = {} }: CallOptions = {},
  ) =>
    request(`${server.url}${path}`, {
      method,
      agent,
      headers: {
        authorization: `Bearer ${token}`,
        'user-agent': 'tests/1.0',
        ...(type === undefined ? {} : { 'content-type': type }),
        ...(accept === undefined ? {} : { accept }),
        ...(upgrade === undefined ? {} : { upgrade, connection: 'Upgrade' }),
        ...headers,
      },
    });
  return {
    store,
    server,
    call: (method, path, options = {}) =>
      new Promise((resolve, reject) => {
        const outgoing = open(method, path, { type: 'application/json', ...options });
        outgoing.on('error', reject);
        outgoing.on('response', async (incoming) => {
          let text = '';
          for await (const chunk of incoming) text += String(chunk);
          const json = incoming.headers['content-type']?.startsWith('application/json') === true;
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            text,
            body: json ? JSON.parse(text) : {},
          });
        });
        const { body } = options;
        const bytes = body === undefined || Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
        // Node frames the body of a DELETE only so.
        if (bytes !== undefined) outgoing.setHeader('content-length', bytes.length);
        outgoing.end(bytes);
      }),
    stream(path, accept) {
      const outgoing = open('GET', path, accept === undefined ? {} : { accept });
      const lines = (async function* () {
        const incoming = await new Promise<AsyncIterable<Buffer>>((resolve, reject) => {
          outgoing.on('response', resolve);
          outgoing.on('error', reject);
        });
        let rest = '';
        try {
          for await (const chunk of incoming) {
            const parts = (rest + String(chunk)).split('\n');
            rest = parts.pop() ?? '';
            yield* parts;
          }
        } catch {
          // A dropped connection is an end like another.
        }
      })();
      outgoing.end();
      return { next: async () => (await lines.next()).value ?? undefined, close: () => outgoing.destroy() };
    },
    async close() {
      agent.destroy();
      await server.close();
    },
  };
};

import type { IncomingMessage } from 'node:http';
import { Agent, request as send } from 'node:https';
import { createInterface } from 'node:readline';
import type { Answer, Api, Impersonated, RequestOptions, WatchEvent } from './api.ts';
import type { Json } from './json.ts';
import type { Access } from './kubeconfig.ts';

/** Longest silence of a server before a case gives up. */
const PATIENCE_MILLISECONDS = 120_000;

/** Talks to the API server of a kubeconfig, as the user agent `trace`, which so becomes the field manager of plain writes. */
export function httpsApi({ server, ca, cert, key, token }: Access): Api {
  const agent = new Agent({ keepAlive: true, maxSockets: 200, ca, cert, key });

  const open = (method: string, path: string, options: RequestOptions): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const { query, body, contentType, accept = 'application/json', as } = options;
      const url = new URL(path, server);
      for (const [name, value] of Object.entries(query ?? {})) url.searchParams.append(name, value);
      const sent = body === undefined ? '' : JSON.stringify(body);
      const headers = {
        accept,
        'user-agent': 'trace/1',
        ...impersonation(as),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(sent === '' ? {} : { 'content-type': contentType ?? 'application/json' }),
        // Said for every method, because Node sends the body of a DELETE without any frame otherwise.
        'content-length': Buffer.byteLength(sent),
      };
      const outgoing = send(url, { method, agent, headers, timeout: PATIENCE_MILLISECONDS }, resolve);
      outgoing.on('timeout', () =>
        outgoing.destroy(new Error(`${method} ${url.pathname}: nothing came for ${PATIENCE_MILLISECONDS / 1000} s.`)),
      );
      outgoing.on('error', (error) => {
        // A kept connection that the server closed meanwhile: nothing was answered, and nothing was done.
        if (outgoing.reusedSocket && 'code' in error && error.code === 'ECONNRESET')
          resolve(open(method, path, options));
        else reject(error);
      });
      outgoing.end(sent);
    });

  return {
    async request(method, path, options = {}): Promise<Answer> {
      const response = await open(method, path, options);
      const whole = await textOf(response);
      // What a watch sends is a document a line.
      const isStream = options.query?.['watch'] === 'true' && response.statusCode === 200;
      const isJson = !isStream && (response.headers['content-type'] ?? '').startsWith('application/json');
      return {
        status: response.statusCode ?? 0,
        body: isJson ? (JSON.parse(whole) as Json) : whole,
        warnings: warningsOf(response),
      };
    },
    async *watch(path, query) {
      const response = await open('GET', path, { query: { ...query, watch: 'true' } });
      if (response.statusCode !== 200)
        throw new Error(`watch of ${path}: answered ${response.statusCode}: ${await textOf(response)}`);
      try {
        for await (const line of createInterface({ input: response })) yield JSON.parse(line) as WatchEvent;
      } finally {
        response.destroy();
      }
    },
    close: () => agent.destroy(),
  };
}

const impersonation = ({ user, groups, uid, extra = {} }: Impersonated = {}) => ({
  ...(user === undefined ? {} : { 'impersonate-user': user }),
  ...(groups === undefined ? {} : { 'impersonate-group': [...groups] }),
  ...(uid === undefined ? {} : { 'impersonate-uid': uid }),
  ...Object.fromEntries(
    Object.entries(extra).map(([key, values]) => [`impersonate-extra-${encodeURIComponent(key)}`, [...values]]),
  ),
});

async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** `299 - "text"`, several in one header: https://www.rfc-editor.org/rfc/rfc7234#section-5.5 */
const warningsOf = ({ headers }: IncomingMessage): readonly string[] =>
  [...String(headers['warning'] ?? '').matchAll(/299 - "((?:[^"\\]|\\.)*)"/g)].map(([, quoted = '']) =>
    quoted.replace(/\\(.)/g, '$1'),
  );

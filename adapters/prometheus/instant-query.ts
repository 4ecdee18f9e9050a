import http from 'node:http';
import https from 'node:https';
import type { Clock } from '../../engine/rollout/clock.ts';
import { environmentProxy, proxyFor } from '../kubernetes/proxy.ts';
import type { QueryAnswer } from './answer.ts';

/** A server with the HTTP API of Prometheus. */
export interface PrometheusServer {
  /** Without `/api/v1`. */
  readonly url: string;
  /** Asked before every query, so that a token may be renewed meanwhile; '' for none. */
  token(): Promise<string>;
}

const WITHIN = 10_000;
/** One number is wanted: whoever sends more has misunderstood. */
const MOST_BYTES = 1_000_000;

/** Asks one query, as a form, so that its length is nobody's concern. Through the proxy of the environment; certificates are
 *  checked against those of Node and of NODE_EXTRA_CA_CERTS. Redirects are not followed. Nothing that it throws has the token in it.
 *  @throws a sentence when there is no whole answer within ten seconds, or one of more than a megabyte.
 *  @see https://prometheus.io/docs/prometheus/latest/querying/api/#instant-queries */
export async function askQuery(
  { url, token }: PrometheusServer,
  query: string,
  clock: Clock,
  signal: AbortSignal,
): Promise<QueryAnswer> {
  const given = await token();
  const target = new URL(`${url.replace(/\/+$/, '')}/api/v1/query`);
  const abort = new AbortController();
  const stop = clock.after(WITHIN, () => abort.abort(new Error(`there is no answer within ${WITHIN / 1000} s`)));
  try {
    const answer = await send(target, query, given, AbortSignal.any([signal, abort.signal]));
    return { ...answer, body: withoutToken(answer.body, given) };
  } catch (error) {
    const cause = abort.signal.aborted ? abort.signal.reason : error;
    throw new Error(`${withoutToken(reasonOf(cause), given)}.`);
  } finally {
    stop();
  }
}

async function send(target: URL, query: string, token: string, signal: AbortSignal): Promise<QueryAnswer> {
  const body = new URLSearchParams({ query, timeout: `${WITHIN / 1000}s` }).toString();
  const { request, Agent } = target.protocol === 'https:' ? https : http;
  const proxy = proxyFor(target, environmentProxy(process.env));
  const agent = new Agent(proxy === undefined ? {} : { proxyEnv: { HTTP_PROXY: proxy.href, HTTPS_PROXY: proxy.href } });
  try {
    return await new Promise((resolve, reject) => {
      const call = request(target, {
        method: 'POST',
        agent,
        signal,
        headers: {
          'Content-Type': 'application/x-www-form-urlencoded',
          'Content-Length': Buffer.byteLength(body),
          Accept: 'application/json',
          'User-Agent': 'sluice',
          ...(token === '' ? {} : { Authorization: `Bearer ${token}` }),
        },
      });
      call.on('error', reject);
      call.on('response', (response) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          chunks.push(chunk);
          if (bytes > MOST_BYTES) call.destroy(new Error(`the answer is longer than ${MOST_BYTES} bytes`));
        });
        response.on('error', reject);
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }),
        );
      });
      call.end(body);
    });
  } finally {
    agent.destroy();
  }
}

/** Several addresses that were tried in turn leave an error without a message; after a semicolon Node gives advice of its own. */
function reasonOf(error: unknown): string {
  const { message = '', code = '' } = error as Partial<NodeJS.ErrnoException>;
  const reason = message === '' ? code : (message.split(';')[0] ?? message).replace(/\.$/, '');
  return /CERT|SELF_SIGNED|ISSUER|VERIFY/.test(code)
    ? `its certificate is not trusted (${reason}); name the file of its authority in NODE_EXTRA_CA_CERTS`
    : reason;
}

const withoutToken = (text: string, token: string): string => (token === '' ? text : text.replaceAll(token, '***'));

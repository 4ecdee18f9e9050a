import { Readable } from 'node:stream';
import { HttpClient } from '@actions/http-client';
import { within } from '../patience.ts';
import { nextAddress } from './next-address.ts';

export interface Call {
  readonly method: 'DELETE' | 'GET' | 'HEAD' | 'POST' | 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

export interface Answer {
  readonly status: number;
  /** Who answered: after a redirect somebody else than who was asked. */
  readonly origin: string;
  header(name: string): string | undefined;
  readonly body: Uint8Array;
}

const REDIRECTS = 5;

/** Sends single calls, through the proxy of the environment where there is one. Follows redirects of reads, never with
 *  credentials to another host, and never from HTTPS to HTTP. */
export class Http {
  readonly #client = new HttpClient('sluice', [], { allowRedirects: false, keepAlive: true, socketTimeout: 30_000 });
  readonly #deadline: () => number;

  /** `deadline`: milliseconds that the next call may take, with its whole answer. */
  constructor(deadline: () => number) {
    this.#deadline = deadline;
  }

  async send(call: Call): Promise<Answer> {
    let [url, headers] = [new URL(call.url), call.headers];
    for (let left = REDIRECTS; ; left -= 1) {
      const once = { ...call, url: url.href, headers };
      const answer = await within(this.#deadline(), (signal) => this.#once(once, signal));
      const location = answer.header('location');
      const redirected = [301, 302, 303, 307, 308].includes(answer.status) && location !== undefined;
      if (!redirected || (call.method !== 'GET' && call.method !== 'HEAD')) return answer;
      const next = nextAddress(location, url);
      if (left === 0) throw new Error(`${call.url} leads from one address to the next, ${REDIRECTS} times. Gave up.`);
      if (next.origin !== url.origin) headers = withoutCredentials(headers);
      url = next;
    }
  }

  async #once({ method, url, headers, body }: Call, signal: AbortSignal): Promise<Answer> {
    const { message } = await this.#client.request(
      method,
      url,
      body === undefined || body.length === 0 ? null : Readable.from([body]),
      { ...headers, ...(body === undefined ? {} : { 'Content-Length': String(body.length) }) },
    );
    signal.addEventListener('abort', () => message.destroy());
    const chunks: Uint8Array[] = [];
    for await (const chunk of message) chunks.push(chunk);
    return {
      status: message.statusCode ?? 0,
      origin: new URL(url).origin,
      header(name) {
        const value = message.headers[name];
        return Array.isArray(value) ? value[0] : value;
      },
      body: Buffer.concat(chunks),
    };
  }
}

const withoutCredentials = (headers: Call['headers']): Call['headers'] =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization'));

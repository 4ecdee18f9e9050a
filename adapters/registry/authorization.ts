import { isTrustworthy } from './address.ts';
import { type Challenge, parseChallenge } from './challenge.ts';
import type { FindCredentials } from './credentials.ts';
import { type Credentials, field } from './docker-config.ts';
import type { Answer, Call } from './http.ts';

/** Answers the challenges of registries: Basic, or a Bearer token from the realm that the registry names.
 *  @see https://distribution.github.io/distribution/spec/auth/token/ */
export class Authorization {
  readonly #headers = new Map<string, string>();
  readonly #credentials: FindCredentials;
  readonly #send: (call: Call) => Promise<Answer>;

  constructor(credentials: FindCredentials, send: (call: Call) => Promise<Answer>) {
    this.#credentials = credentials;
    this.#send = send;
  }

  /** Sends the call, asks for rights when it is refused, and sends it once more. `realm` tells what the rights are kept for. */
  async send(call: Call, host: string, realm: string): Promise<Answer> {
    const answer = await this.#send(this.#authorized(call, realm));
    if (answer.status !== 401) return answer;
    const header = await this.#answer(parseChallenge(answer.header('www-authenticate')), host);
    if (header === undefined) return answer;
    this.#headers.set(realm, header);
    return this.#send(this.#authorized(call, realm));
  }

  #authorized(call: Call, realm: string): Call {
    const header = this.#headers.get(realm);
    return header === undefined ? call : { ...call, headers: { ...call.headers, Authorization: header } };
  }

  async #answer(challenge: Challenge | undefined, host: string): Promise<string | undefined> {
    const credentials = await this.#credentials(host);
    switch (challenge?.kind) {
      case undefined:
        return undefined;
      case 'basic':
        return credentials?.kind === 'password' ? basic(credentials) : undefined;
      case 'bearer':
        return `Bearer ${await this.#token(challenge, credentials)}`;
    }
  }

  async #token(
    { realm, service, scope }: Extract<Challenge, { kind: 'bearer' }>,
    credentials: Credentials | undefined,
  ): Promise<string> {
    const url = new URL(realm);
    if (!isTrustworthy(url)) throw new Error(`The registry asks for credentials at ${url.origin}, which is not HTTPS.`);
    const parameters = Object.entries({ service, scope }).filter(
      (pair): pair is [string, string] => pair[1] !== undefined,
    );
    const answer = await this.#send(tokenCall(url, parameters, credentials));
    if (answer.status !== 200) {
      throw new Error(
        `${url.host} gave no token for ${scope ?? service ?? 'the registry'}: it answered ${answer.status}${credentials === undefined ? ', and nobody is logged in' : ''}. Check the login step and what its account may do.`,
      );
    }
    const document: unknown = JSON.parse(Buffer.from(answer.body).toString('utf8'));
    const token = field(document, 'token') ?? field(document, 'access_token');
    if (typeof token !== 'string') throw new Error(`${url.host} answered without a token.`);
    return token;
  }
}

function tokenCall(url: URL, parameters: readonly [string, string][], credentials: Credentials | undefined): Call {
  if (credentials?.kind === 'identity-token') {
    const form = new URLSearchParams([
      ...parameters,
      ['grant_type', 'refresh_token'],
      ['client_id', 'sluice'],
      ['refresh_token', credentials.token],
    ]);
    return {
      method: 'POST',
      url: url.href,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: Buffer.from(form.toString()),
    };
  }
  for (const [name, value] of parameters) url.searchParams.append(name, value);
  return {
    method: 'GET',
    url: url.href,
    headers: credentials === undefined ? {} : { Authorization: basic(credentials) },
  };
}

const basic = ({ username, password }: Extract<Credentials, { kind: 'password' }>): string =>
  `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

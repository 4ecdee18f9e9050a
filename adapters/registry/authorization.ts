import { Refusal } from '../../domain/refusal.ts';
import type { Answer, Call } from '../http/http.ts';
import type { RegistryAddress } from './address.ts';
import { type Challenge, parseChallenge } from './challenge.ts';
import type { FindCredentials } from './credentials.ts';
import { type Credentials, field } from './docker-config.ts';
import { tokenAddress } from './token-address.ts';

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

  /** Sends the call, asks for rights when it is refused, and sends it once more. `realm` tells what the rights are kept for.
   *  @throws Refusal where credentials would reach somebody else than this registry */
  async send(call: Call, registry: RegistryAddress, realm: string): Promise<Answer> {
    const answer = await this.#send(this.#authorized(call, realm));
    if (answer.status !== 401) return answer;
    if (answer.origin !== registry.origin)
      throw new Refusal(
        'credentials-elsewhere',
        `${registry.host} sent us to ${answer.origin}, which asks for credentials. Those of ${registry.host} stay with it. Ask who runs the registry.`,
      );
    const header = await this.#answer(parseChallenge(answer.header('www-authenticate')), registry);
    if (header === undefined) return answer;
    this.#headers.set(realm, header);
    return this.#send(this.#authorized(call, realm));
  }

  #authorized(call: Call, realm: string): Call {
    const header = this.#headers.get(realm);
    return header === undefined ? call : { ...call, headers: { ...call.headers, Authorization: header } };
  }

  async #answer(challenge: Challenge | undefined, registry: RegistryAddress): Promise<string | undefined> {
    const credentials = await this.#credentials(registry.host);
    switch (challenge?.kind) {
      case undefined:
        return undefined;
      case 'basic':
        return credentials?.kind === 'password' ? basic(credentials) : undefined;
      case 'bearer':
        return `Bearer ${await this.#token(challenge, registry, credentials)}`;
    }
  }

  async #token(
    { realm, service, scope }: Extract<Challenge, { kind: 'bearer' }>,
    registry: RegistryAddress,
    credentials: Credentials | undefined,
  ): Promise<string> {
    const shown = credentials === undefined ? 'without credentials' : 'with credentials';
    const url = tokenAddress(realm, registry, shown);
    const parameters = Object.entries({ service, scope }).filter(
      (pair): pair is [string, string] => pair[1] !== undefined,
    );
    const answer = await this.#send(tokenCall(url, parameters, credentials));
    if (answer.status !== 200) {
      throw new Error(
        `${url.host} gave no token for ${scope ?? service ?? 'the registry'}: it answered ${answer.status}${credentials === undefined ? ', and nobody is logged in' : ''}. Check the login step and what its account may do.`,
      );
    }
    const token = tokenOf(answer.body);
    if (token === undefined) throw new Error(`${url.host} answered without a token. Run this again later.`);
    return token;
  }
}

/** Only what can stand in a header. What else was answered is not repeated: it may hold the token. */
function tokenOf(body: Uint8Array): string | undefined {
  let document: unknown;
  try {
    document = JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
  const token = field(document, 'token') ?? field(document, 'access_token');
  return typeof token === 'string' && /^[\x21-\x7e]+$/.test(token) ? token : undefined;
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

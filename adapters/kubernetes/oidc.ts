import { readFileSync } from 'node:fs';
import https from 'node:https';
import { text } from 'node:stream/consumers';
import { recordAt } from '../../engine/rollout/object-parts.ts';
import type { ProxySettings } from './proxy.ts';

/** The `oidc` provider of a kubeconfig, by the names that kubectl gives its settings.
 *  @see https://kubernetes.io/docs/reference/access-authn-authz/authentication/#option-1-oidc-authenticator */
export type OidcSettings = Readonly<Record<string, string | undefined>>;

export interface OidcTokens {
  readonly idToken: string;
  readonly refreshToken: string;
}

/** New tokens for a refresh token. (The client library 2.0.1 hands its OIDC client a text where that wants a URL, and fails.)
 *  The kubeconfig is left as it is: a job is over before its tokens are needed again.
 *  @throws a sentence with the status of the issuer, never its body.
 *  @see https://openid.net/specs/openid-connect-core-1_0.html#RefreshTokens */
export async function refreshed(
  settings: OidcSettings,
  refreshToken: string,
  proxy: ProxySettings,
): Promise<OidcTokens> {
  const issuer = settings['idp-issuer-url']?.replace(/\/$/, '');
  const id = settings['client-id'];
  if (!issuer || !id || refreshToken === '')
    throw new Error(
      'its OIDC token has ended, and it has no issuer, client id and refresh token to get a new one. Log in again',
    );
  const { always: _, ...proxyEnv } = proxy;
  const agent = new https.Agent({ ...authorityOf(settings), proxyEnv });
  try {
    const { token_endpoint: endpoint } = await ask(`${issuer}/.well-known/openid-configuration`, { agent });
    if (typeof endpoint !== 'string') throw new Error(`the OIDC issuer ${issuer} names no token endpoint`);
    const basic = Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(settings['client-secret'] ?? '')}`);
    const answer = await ask(endpoint, {
      agent,
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded',
        ...(settings['client-secret'] ? { Authorization: `Basic ${basic.toString('base64')}` } : {}),
      },
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
        ...(settings['client-secret'] ? {} : { client_id: id }),
      }).toString(),
    });
    const { id_token: idToken, refresh_token: next } = answer;
    if (typeof idToken !== 'string') throw new Error(`the OIDC issuer ${issuer} answered without an ID token`);
    return { idToken, refreshToken: typeof next === 'string' ? next : refreshToken };
  } finally {
    agent.destroy();
  }
}

function authorityOf(settings: OidcSettings): { readonly ca?: string | Buffer } {
  const data = settings['idp-certificate-authority-data'];
  const file = settings['idp-certificate-authority'];
  if (data) return { ca: Buffer.from(data, 'base64') };
  return file ? { ca: readFileSync(file) } : {};
}

async function ask(
  url: string,
  { body, ...options }: https.RequestOptions & { readonly body?: string },
): Promise<Partial<Record<string, unknown>>> {
  const answer = await new Promise<{ readonly status: number; readonly body: string }>((resolve, reject) => {
    const request = https.request(url, { ...options, timeout: 15_000 }, (response) => {
      text(response).then((whole) => resolve({ status: response.statusCode ?? 0, body: whole }), reject);
    });
    request.on('timeout', () => request.destroy(new Error('no answer within 15 s')));
    request.on('error', ({ message }) => reject(new Error(`the OIDC issuer at ${url} cannot be reached: ${message}`)));
    request.end(body);
  });
  if (answer.status !== 200)
    throw new Error(`the OIDC issuer at ${url} answers HTTP ${answer.status}. The login may have ended: log in again`);
  return recordAt(JSON.parse(answer.body)) ?? {};
}

import type https from 'node:https';
import { messageOf } from '../../domain/error-message.ts';
import type { Clock } from '../../engine/rollout/clock.ts';
import { numberAt } from '../../engine/rollout/object-parts.ts';
import type { TlsIdentity } from './dial.ts';
import { type ExecCredential, runPlugin, withoutSecrets } from './exec-plugin.ts';
import type { ClusterAccess } from './kube-config.ts';
import { type OidcSettings, type OidcTokens, refreshed } from './oidc.ts';

/** What goes with one request. */
export interface Identity {
  readonly headers: Readonly<Record<string, string>>;
  readonly tls: TlsIdentity;
  /** Milliseconds since the epoch; `undefined` when the credentials do not say. */
  readonly expiresAt: number | undefined;
}

/** Nobody could say who we are. */
export class NoCredentials extends Error {
  override readonly name = 'NoCredentials';
}

/** Credentials that end sooner are got again before they are used: clocks differ, and a request takes a while. */
const SKEW = 10_000;

/** Who we are, as the kubeconfig says: token, certificate, password, token file (read again each minute), OIDC or a plugin.
 *  However many requests ask at once, a plugin runs once. */
export class Credentials {
  readonly #access: ClusterAccess;
  readonly #clock: Clock;
  #asked: Promise<Identity> | undefined;
  #kept: ExecCredential | undefined;
  #oidc: OidcTokens | undefined;

  constructor(access: ClusterAccess, clock: Clock) {
    this.#access = access;
    this.#clock = clock;
  }

  get server(): string {
    return this.#access.kubeConfig.getCurrentCluster()?.server ?? '';
  }

  /** @throws a sentence with what the plugin, the file or the issuer said, without secrets. */
  current(): Promise<Identity> {
    this.#asked ??= this.#ask().finally(() => {
      this.#asked = undefined;
    });
    return this.#asked;
  }

  async #ask(): Promise<Identity> {
    const { plugin, oidc } = this.#access;
    try {
      const identity = await this.#fromKubeConfig();
      if (plugin !== undefined) return withCredential(identity, await this.#plugin());
      return oidc === undefined ? identity : withCredential(identity, { token: await this.#idToken(oidc) });
    } catch (cause) {
      const why = withoutSecrets(messageOf(cause)).replace(/\.$/, '');
      throw new NoCredentials(`No credentials for ${this.server}: ${why}.`, { cause });
    }
  }

  async #fromKubeConfig(): Promise<Identity> {
    const options: Omit<https.RequestOptions, 'headers'> & { headers: Record<string, string> } & TlsIdentity = {
      headers: {},
    };
    await this.#access.kubeConfig.applyToHTTPSOptions(options);
    const { ca, cert, key, rejectUnauthorized, servername, auth, headers } = options;
    const basic = auth ? { Authorization: `Basic ${Buffer.from(auth).toString('base64')}` } : {};
    const tls = { ca, cert, key, rejectUnauthorized, servername };
    const authorization =
      headers['Authorization'] === undefined ? {} : { Authorization: headers['Authorization'].trim() };
    return {
      headers: { ...basic, ...headers, ...authorization },
      tls: Object.fromEntries(Object.entries(tls).filter(([, value]) => value !== undefined)),
      expiresAt: expiryOf(headers['Authorization'] ?? ''),
    };
  }

  async #plugin(): Promise<ExecCredential> {
    const { plugin, kubeConfig } = this.#access;
    if (this.#kept !== undefined && this.#lasts(this.#kept.expiresAt)) return this.#kept;
    const cluster = kubeConfig.getCurrentCluster();
    this.#kept = await runPlugin(plugin ?? {}, {
      server: this.server,
      ...(cluster?.caData === undefined ? {} : { 'certificate-authority-data': cluster.caData }),
      ...(cluster?.skipTLSVerify === true ? { 'insecure-skip-tls-verify': true } : {}),
      ...(cluster?.tlsServerName === undefined ? {} : { 'tls-server-name': cluster.tlsServerName }),
    });
    return this.#kept;
  }

  async #idToken(settings: OidcSettings): Promise<string> {
    this.#oidc ??= { idToken: settings['id-token'] ?? '', refreshToken: settings['refresh-token'] ?? '' };
    // What is no JWT says nothing, and was not given by an issuer.
    if (!this.#lasts(expiryOf(this.#oidc.idToken) ?? 0))
      this.#oidc = await refreshed(settings, this.#oidc.refreshToken, this.#access.proxy);
    return this.#oidc.idToken;
  }

  #lasts(expiresAt: number | undefined): boolean {
    return expiresAt === undefined || expiresAt - SKEW > this.#clock.now();
  }
}

const withCredential = ({ headers, tls }: Identity, credential: ExecCredential): Identity => {
  const { token, clientCertificateData: cert, clientKeyData: key, expiresAt } = credential;
  return {
    headers: token === undefined ? headers : { ...headers, Authorization: `Bearer ${token}` },
    tls: { ...tls, ...(cert === undefined ? {} : { cert }), ...(key === undefined ? {} : { key }) },
    expiresAt: expiresAt ?? expiryOf(token ?? ''),
  };
};

/** End of a token that is a JWT. @see https://www.rfc-editor.org/rfc/rfc7519#section-4.1.4 */
export function expiryOf(authorization: string): number | undefined {
  const [, payload] = authorization.replace(/^Bearer /, '').split('.');
  try {
    const end = numberAt(JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()), 'exp');
    return end === undefined ? undefined : end * 1000;
  } catch {
    return undefined;
  }
}

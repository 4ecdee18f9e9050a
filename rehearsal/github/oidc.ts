import { generateKeyPairSync, type KeyObject, randomBytes, randomUUID, sign, verify } from 'node:crypto';
import type { Clock } from '../cluster/clock.ts';
import { type Answer, notRehearsed, ok, refused } from './call.ts';
import type { Visibility } from './model.ts';

/** Who says it, on github.com. */
export const GITHUB_ISSUER = 'https://token.actions.githubusercontent.com';

/** What GitHub says about a job in its identity token, all of it as text; `sub` follows from these.
 *  @see https://docs.github.com/en/actions/reference/security/oidc#oidc-token-claims */
export interface JobClaims {
  readonly repository: string;
  readonly repository_id: string;
  readonly repository_owner: string;
  readonly repository_owner_id: string;
  readonly repository_visibility: Visibility;
  readonly ref: string;
  readonly ref_type: 'branch' | 'tag';
  readonly ref_protected: string;
  /** Empty but for pull requests. */
  readonly base_ref: string;
  readonly head_ref: string;
  readonly sha: string;
  readonly event_name: string;
  readonly actor: string;
  readonly actor_id: string;
  readonly workflow: string;
  /** `owner/repo/.github/workflows/x.yml@ref` of the workflow that was started. */
  readonly workflow_ref: string;
  readonly workflow_sha: string;
  /** The same of the file that holds the job: another one in a called workflow. */
  readonly job_workflow_ref: string;
  readonly job_workflow_sha: string;
  readonly run_id: string;
  readonly run_number: string;
  readonly run_attempt: string;
  readonly check_run_id: string;
  readonly runner_environment: 'github-hosted' | 'self-hosted';
  /** Only when the job names an environment. */
  readonly environment?: string;
}

export type IdentityClaims = JobClaims & {
  readonly iss: string;
  readonly aud: string;
  readonly sub: string;
  readonly iat: number;
  readonly nbf: number;
  readonly exp: number;
};

/** `repo:owner@id/name@id:environment:x` for jobs with an environment, else by ref. Repositories made before 2026-06-18 have the form
 *  without numbers until they ask for this one.
 *  @see https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims */
export function subjectOf(claims: JobClaims): string {
  const { repository, repository_id, repository_owner, repository_owner_id, environment, event_name, ref } = claims;
  const name = repository.slice(repository_owner.length + 1);
  const whose = `repo:${repository_owner}@${repository_owner_id}/${name}@${repository_id}`;
  if (environment !== undefined) return `${whose}:environment:${environment.replaceAll(':', '%3A')}`;
  return event_name === 'pull_request' ? `${whose}:pull_request` : `${whose}:ref:${ref}`;
}

const LIFETIME_SECONDS = 300;
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** GitHub's OIDC provider, with a key of its own for each rehearsal: whoever would ask GitHub itself for it finds another one. */
export class OidcIssuer {
  readonly #address: string;
  readonly #clock: Clock;
  readonly #requests = new Map<string, JobClaims>();
  readonly #keyId = randomUUID();
  #keys: { readonly privateKey: KeyObject; readonly publicKey: KeyObject } | undefined;

  constructor(address: string, clock: Clock) {
    this.#address = address;
    this.#clock = clock;
  }

  /** What a job with `id-token: write` gets as ACTIONS_ID_TOKEN_REQUEST_URL and ACTIONS_ID_TOKEN_REQUEST_TOKEN; jobs
   *  without that permission get neither. */
  allow(claims: JobClaims): { readonly url: string; readonly token: string } {
    const token = randomBytes(24).toString('base64url');
    this.#requests.set(token, claims);
    return { url: `${this.#address}/oidc/token?api-version=2.0`, token };
  }

  /** The job has ended. */
  revoke(requestToken: string): void {
    this.#requests.delete(requestToken);
  }

  /** The identity token that a job would get for its request token; `undefined` when that is not valid. */
  mint(requestToken: string, audience: string): string | undefined {
    const claims = this.#requests.get(requestToken);
    if (claims === undefined) return undefined;
    const now = Math.floor(this.#clock.now() / 1000);
    const header = { typ: 'JWT', alg: 'RS256', kid: this.#keyId };
    const payload = {
      jti: randomUUID(),
      sub: subjectOf(claims),
      aud: audience,
      ...claims,
      iss: GITHUB_ISSUER,
      nbf: now,
      iat: now,
      exp: now + LIFETIME_SECONDS,
    };
    const signed = `${encode(header)}.${encode(payload)}`;
    return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), this.#pair().privateKey).toString('base64url')}`;
  }

  /** The claims of a token of this issuer, as whoever trusts it checks them. @throws with the reason when it is not valid. */
  verify(jwt: string, audience: string): IdentityClaims {
    const [header = '', payload = '', signature = ''] = jwt.split('.');
    const signed = Buffer.from(`${header}.${payload}`);
    const genuine = verify('RSA-SHA256', signed, this.#pair().publicKey, Buffer.from(signature, 'base64url'));
    if (!genuine) throw new Error('The identity token was not signed by the OIDC provider of this rehearsal.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as IdentityClaims;
    if (claims.aud !== audience) {
      throw new Error(`The identity token is for "${claims.aud}", not for "${audience}".`);
    }
    if (claims.exp * 1000 <= this.#clock.now()) throw new Error('The identity token has expired.');
    return claims;
  }

  /** The provider's own routes; `undefined` for any other path. */
  answer(method: string, url: URL, token: string | undefined): Answer | undefined {
    switch (url.pathname) {
      case '/.well-known/openid-configuration':
        return ok({ issuer: GITHUB_ISSUER, jwks_uri: `${this.#address}/.well-known/jwks` });
      case '/.well-known/jwks': {
        const jwk = this.#pair().publicKey.export({ format: 'jwk' });
        return ok({ keys: [{ ...jwk, kid: this.#keyId, alg: 'RS256', use: 'sig' }] });
      }
      case '/oidc/token': {
        if (method !== 'GET') return notRehearsed(`${method} ${url.pathname}`);
        const audience = url.searchParams.get('audience') ?? this.#address;
        const value = token === undefined ? undefined : this.mint(token, audience);
        return value === undefined ? refused(401, 'Bad credentials') : ok({ value });
      }
      default:
        return undefined;
    }
  }

  /** Made when first needed: an RSA key takes longer than everything else a rehearsal starts with. */
  #pair() {
    this.#keys ??= generateKeyPairSync('rsa', { modulusLength: 2048 });
    return this.#keys;
  }
}

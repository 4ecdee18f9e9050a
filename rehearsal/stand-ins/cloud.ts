import { randomBytes } from 'node:crypto';
import type { IdentityClaims, OidcIssuer } from '../github/oidc.ts';
import type { Accounts, Rights } from '../registry/accounts.ts';

/** Somebody the cloud has let in: a job, by what GitHub says about it. */
export interface CloudIdentity {
  readonly token: string;
  readonly claims: IdentityClaims;
}

/** The user name that goes with an access token at Google's registries. */
export const TOKEN_USER = 'oauth2accesstoken';

/** Google Cloud, as far as a delivery meets it: workload identity federation that turns a job's OIDC token into an access token,
 *  whose rights in the registry depend on what the OIDC token says. */
export class Cloud {
  readonly #issuer: Pick<OidcIssuer, 'verify'>;
  readonly #accounts: Accounts;
  readonly #rights: (claims: IdentityClaims) => Rights;
  readonly #identities = new Map<string, CloudIdentity>();

  constructor({
    issuer,
    accounts,
    rights,
  }: {
    readonly issuer: Pick<OidcIssuer, 'verify'>;
    readonly accounts: Accounts;
    /** Decides by ref, workflow and environment. */
    readonly rights: (claims: IdentityClaims) => Rights;
  }) {
    this.#issuer = issuer;
    this.#accounts = accounts;
    this.#rights = rights;
  }

  /** @throws with the reason when the token is not valid for this audience. */
  exchange(oidcToken: string, audience: string): CloudIdentity {
    const identity = {
      token: `ya29.rehearsal-${randomBytes(24).toString('base64url')}`,
      claims: this.#issuer.verify(oidcToken, audience),
    };
    this.#identities.set(identity.token, identity);
    this.#accounts.add(TOKEN_USER, identity.token, this.#rights(identity.claims));
    return identity;
  }

  /** Who an access token belongs to; `undefined` for one that was never handed out or is revoked. */
  find(token: string): CloudIdentity | undefined {
    return this.#identities.get(token);
  }

  revoke(token: string): void {
    this.#identities.delete(token);
    this.#accounts.remove(TOKEN_USER, token);
  }
}

/** The rights that the bootstrap gives: builds of protected branches write both repositories of the registry, all others only the
 *  unprotected one; every job may read both. */
export function registryRights(
  {
    project,
    repository,
    unprotected,
  }: { readonly project: string; readonly repository: string; readonly unprotected: string },
  trusted: boolean,
): Rights {
  const both = [`${project}/${repository}`, `${project}/${unprotected}`];
  return { pull: both, push: trusted ? both : [`${project}/${unprotected}`] };
}

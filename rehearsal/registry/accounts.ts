import { randomBytes } from 'node:crypto';

/** Prefixes of repositories; `services` covers `services` and `services/api`, not `services-dev`. `*` covers all. */
export interface Rights {
  readonly pull: readonly string[];
  readonly push: readonly string[];
}

export const NO_RIGHTS: Rights = { pull: [], push: [] };
export const PULL_ALL: Rights = { pull: ['*'], push: [] };

/** Whether a prefix of the list covers the repository. Who may push may also pull. */
export function may({ pull, push }: Rights, action: 'pull' | 'push', repository: string): boolean {
  const prefixes = action === 'push' ? push : [...pull, ...push];
  return prefixes.some((prefix) => prefix === '*' || repository === prefix || repository.startsWith(`${prefix}/`));
}

/** A bearer token's rights are the account's, and only inside the scopes that it was asked for.
 *  @see https://distribution.github.io/distribution/spec/auth/scope/ */
interface BearerGrant {
  readonly rights: Rights;
  readonly scopes: readonly { readonly repository: string; readonly actions: readonly string[] }[];
}

/** Who may do what in a registry. */
export class Accounts {
  readonly #passwords = new Map<string, Rights>();
  readonly #tokens = new Map<string, BearerGrant>();
  readonly #anonymous: Rights;

  constructor(anonymous: Rights = NO_RIGHTS) {
    this.#anonymous = anonymous;
  }

  /** Lets in who knows this password. One user name may have several, as Google's `oauth2accesstoken` has. */
  add(username: string, password: string, rights: Rights): void {
    this.#passwords.set(`${username}:${password}`, rights);
  }

  remove(username: string, password: string): void {
    this.#passwords.delete(`${username}:${password}`);
  }

  /** Rights behind `user:password`; `undefined` when nobody has it. Without credentials, those of anybody. */
  rights(credentials: string | undefined): Rights | undefined {
    return credentials === undefined ? this.#anonymous : this.#passwords.get(credentials);
  }

  /** A token for `repository:<name>:<actions>` scopes, as the registry's token endpoint hands it out. */
  token(rights: Rights, scopes: readonly string[]): string {
    const parsed = scopes.flatMap((scope) => {
      const [, repository, actions] = /^repository:([^:]+):([a-z,*]+)$/.exec(scope) ?? [];
      return repository === undefined || actions === undefined ? [] : [{ repository, actions: actions.split(',') }];
    });
    const token = randomBytes(24).toString('base64url');
    this.#tokens.set(token, { rights, scopes: parsed });
    return token;
  }

  /** Whether an Authorization header allows the action: `unknown` when nobody has these credentials. */
  check(authorization: string | undefined, action: 'pull' | 'push', repository: string): 'yes' | 'no' | 'unknown' {
    if (authorization === undefined) return may(this.#anonymous, action, repository) ? 'yes' : 'unknown';
    const [kind = '', value = ''] = authorization.split(' ');
    if (kind.toLowerCase() === 'bearer') {
      const grant = this.#tokens.get(value);
      if (grant === undefined) return 'unknown';
      const asked = grant.scopes.some(
        (scope) => scope.repository === repository && (scope.actions.includes(action) || scope.actions.includes('*')),
      );
      return asked && may(grant.rights, action, repository) ? 'yes' : 'no';
    }
    const rights = kind.toLowerCase() === 'basic' ? this.rights(decodeBasic(value)) : undefined;
    if (rights === undefined) return 'unknown';
    return may(rights, action, repository) ? 'yes' : 'no';
  }
}

export const decodeBasic = (value: string): string => Buffer.from(value, 'base64').toString('utf8');

import { createHash } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { type ResourceKey, StatusError } from '../object-store.ts';
import type { ClusterStore } from '../storage/cluster-store.ts';
import { type Claims, claimsFor, createTokenKey, ISSUER, userOf } from './service-account-token.ts';
import { ADMINISTRATORS, AUTHENTICATED, type User } from './user.ts';

/** Who bearer tokens stand for: administrators, whose the server was started with; users who were admitted since; and service accounts,
 *  to which it gave tokens itself. */
export interface Credentials {
  /** The sender of a request. @throws {StatusError} 401 for a missing or unknown token. */
  authenticate(authorization: string | undefined): User;
  /** Who a token stands for where one of these audiences is meant; `undefined` for nobody. */
  userOf(token: string, audiences: readonly string[]): User | undefined;
  /** From now on a token stands for a user of this name, who has the rights that roles give to that name. */
  admit(token: string, username: string): void;
  /** The name behind a token of an administrator, or of a user who was admitted. */
  nameOf(token: string): string | undefined;
  /** A token for a service account, when it begins and when it ends. */
  issue(
    account: KubernetesObject,
    wish: { readonly audiences: readonly string[]; readonly seconds: number },
  ): { readonly token: string; readonly issued: string; readonly expires: string };
}

export interface CredentialParts {
  readonly store: ClusterStore;
  readonly clock: Clock;
  /** Bearer token → user name, of administrators. */
  readonly tokens: ReadonlyMap<string, string>;
}

const SERVICE_ACCOUNTS: ResourceKey = { group: '', resource: 'serviceaccounts' };

export const createCredentials = ({ store, clock, tokens }: CredentialParts): Credentials => {
  const key = createTokenKey();
  // By their digests: how long a look takes says nothing of the tokens.
  const users = new Map<string, User>();
  const add = (token: string, username: string, ...groups: readonly string[]): void =>
    void users.set(digest(token), { username, groups: [...groups, AUTHENTICATED] });
  for (const [token, username] of tokens) add(token, username, ADMINISTRATORS);

  /** A token ends with its time and with its account: one made anew is another one. */
  const isGood = ({ exp, 'kubernetes.io': { namespace, serviceaccount } }: Claims): boolean =>
    clock.now() < exp * 1000 &&
    store.get(SERVICE_ACCOUNTS, namespace, serviceaccount.name)?.metadata.uid === serviceaccount.uid;

  const find = (token: string, audiences: readonly string[]): User | undefined => {
    const known = users.get(digest(token));
    if (known !== undefined) return audiences.includes(ISSUER) ? known : undefined;
    const claims = key.open(token);
    if (claims === undefined || !isGood(claims)) return undefined;
    return claims.aud.some((audience) => audiences.includes(audience)) ? userOf(claims) : undefined;
  };

  return {
    authenticate(authorization) {
      const token = /^Bearer\s+(.+)$/i.exec(authorization ?? '')?.[1];
      const user = token === undefined ? undefined : find(token, [ISSUER]);
      if (user === undefined) throw new StatusError(401, 'Unauthorized', 'Unauthorized');
      return user;
    },
    userOf: find,
    admit: add,
    nameOf: (token) => users.get(digest(token))?.username,
    issue(account, { audiences, seconds }) {
      const claims = claimsFor(account, { audiences, seconds, now: clock.now() });
      return { token: key.seal(claims), issued: timeOf(claims.iat), expires: timeOf(claims.exp) };
    },
  };
};

const timeOf = (seconds: number): string => `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;

const digest = (text: string): string => createHash('sha256').update(text).digest('base64');

import { StatusError } from '../../object-store.ts';
import { AUTHENTICATED, type User } from '../user.ts';
import type { ResourceAttributes } from './attributes.ts';
import type { Authorizer } from './authorizer.ts';

/** Headers of a request, each with all of its values. */
export type DistinctHeaders = Readonly<Record<string, readonly string[] | undefined>>;

const EXTRA = 'impersonate-extra-';
const UNAUTHENTICATED = 'system:unauthenticated';
const AUTHENTICATION = 'authentication.k8s.io';
const ACCOUNT = /^system:serviceaccount:([^:]+):([^:]+)$/;

/** As whom a request acts: its sender, unless it says otherwise and the sender may. What is wished for is asked piece by piece.
 *  @see https://kubernetes.io/docs/reference/access-authn-authz/authentication/#user-impersonation
 *  @throws {StatusError} 403 for somebody whom the sender may not be */
export function actingAs(sender: User, headers: DistinctHeaders, authorizer: Authorizer): User {
  const username = headers['impersonate-user']?.[0] ?? '';
  const groups = headers['impersonate-group'] ?? [];
  const uid = headers['impersonate-uid']?.[0];
  const extra = Object.entries(headers).flatMap(([header, values = []]) =>
    header.startsWith(EXTRA) ? [[decodeURIComponent(header.slice(EXTRA.length)), values] as const] : [],
  );
  const more = groups.length > 0 || extra.length > 0 || uid !== undefined;
  if (username === '') {
    if (!more) return sender;
    throw new StatusError(
      500,
      'InternalError',
      'Internal error occurred: requested groups, uid or extra without impersonating a user',
    );
  }
  const [, namespace, account] = ACCOUNT.exec(username) ?? [];
  const wishes = [
    namespace === undefined
      ? wish('', 'users', username)
      : { ...wish('', 'serviceaccounts', account ?? ''), namespace },
    ...groups.map((group) => wish('', 'groups', group)),
    ...extra.flatMap(([key, values]) =>
      values.map((value) => ({ ...wish(AUTHENTICATION, 'userextras', value), subresource: key })),
    ),
    ...(uid === undefined ? [] : [wish(AUTHENTICATION, 'uids', uid)]),
  ];
  for (const one of wishes) authorizer.assert(sender, one);
  return {
    username,
    ...(uid === undefined ? {} : { uid }),
    groups: withAuthenticated(groups.length === 0 && namespace !== undefined ? groupsOfAccount(namespace) : groups),
    ...(extra.length === 0 ? {} : { extra: Object.fromEntries(extra) }),
  };
}

const wish = (group: string, resource: string, name: string): ResourceAttributes => ({
  kind: 'resource',
  verb: 'impersonate',
  group,
  resource,
  subresource: '',
  namespace: '',
  name,
});

const groupsOfAccount = (namespace: string): readonly string[] => [
  'system:serviceaccounts',
  `system:serviceaccounts:${namespace}`,
];

const withAuthenticated = (groups: readonly string[]): readonly string[] =>
  groups.includes(AUTHENTICATED) || groups.includes(UNAUTHENTICATED) ? groups : [...groups, AUTHENTICATED];

import { badRequest } from '../../storage/status-errors.ts';
import { AUTHENTICATED, type User } from '../user.ts';
import type { ResourceAttributes } from './attributes.ts';
import type { Authorizer } from './authorizer.ts';

/** Headers of a request, each with all of its values. */
export type DistinctHeaders = Readonly<Record<string, readonly string[] | undefined>>;

const EXTRA = 'impersonate-extra-';
const ANONYMOUS = 'system:anonymous';
const UNAUTHENTICATED = 'system:unauthenticated';
const AUTHENTICATION = 'authentication.k8s.io';
const ACCOUNT = /^system:serviceaccount:([^:]+):([^:]+)$/;

/** As whom a request acts: its sender, unless it says otherwise and the sender may. What is wished for is asked piece by piece.
 *  @see https://kubernetes.io/docs/reference/access-authn-authz/authentication/#user-impersonation
 *  @throws {StatusError} 403 for somebody whom the sender may not be, 400 for somebody without a name */
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
    throw badRequest(`requested ${inGo(uid ?? '', groups, extra)} without impersonating a user name`);
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
    groups: withAuthenticated(
      username,
      groups.length === 0 && namespace !== undefined ? groupsOfAccount(namespace) : groups,
    ),
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

function withAuthenticated(username: string, groups: readonly string[]): readonly string[] {
  if (groups.includes(AUTHENTICATED) || groups.includes(UNAUTHENTICATED)) return groups;
  return [...groups, username === ANONYMOUS ? UNAUTHENTICATED : AUTHENTICATED];
}

/** A user without a name, as Go writes one down. */
function inGo(
  uid: string,
  groups: readonly string[],
  extra: readonly (readonly [string, readonly string[]])[],
): string {
  const list = (values: readonly string[]): string =>
    values.length === 0 ? '[]string(nil)' : `[]string{${values.map((value) => JSON.stringify(value)).join(', ')}}`;
  const pairs = extra.map(([key, values]) => `${JSON.stringify(key)}:${list(values)}`);
  const map = extra.length === 0 ? 'map[string][]string(nil)' : `map[string][]string{${pairs.join(', ')}}`;
  return `&user.DefaultInfo{Name:"", UID:${JSON.stringify(uid)}, Groups:${list(groups)}, Extra:${map}}`;
}

import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ResourceAttributes } from '../../../../../../rehearsal/cluster/api/authorization/attributes.ts';
import { type Authorizer, createAuthorizer } from '../../../../../../rehearsal/cluster/api/authorization/authorizer.ts';
import type { User } from '../../../../../../rehearsal/cluster/api/user.ts';
import type { ClusterStore } from '../../../../../../rehearsal/cluster/storage/cluster-store.ts';
import { newStore } from '../../storage/manifests.ts';

const GROUP = 'rbac.authorization.k8s.io';
const user = (username: string, ...groups: readonly string[]): User => ({
  username,
  groups: [...groups, 'system:authenticated'],
});
const MINA = user('mina');

let store: ClusterStore;
let authorizer: Authorizer;
beforeEach(() => {
  store = newStore();
  authorizer = createAuthorizer(store);
  for (const name of ['dev', 'live'])
    store.create({ group: '', resource: 'namespaces' }, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
});

const stored = (kind: string, metadata: { readonly name: string; readonly namespace?: string }, rest: object): void =>
  void store.create(
    { group: GROUP, resource: `${kind.toLowerCase()}s` },
    { apiVersion: `${GROUP}/v1`, kind, metadata: { ...metadata }, ...rest },
  );
const role = (name: string, rules: readonly object[], namespace = 'dev') =>
  stored('Role', { name, namespace }, { rules });
const bind = (to: object, roleRef: object = { kind: 'Role', name: 'r' }, name = 'b') =>
  stored(
    'RoleBinding',
    { name, namespace: 'dev' },
    { roleRef: { apiGroup: GROUP, ...roleRef }, subjects: [{ apiGroup: GROUP, ...to }] },
  );
const PATCHES = { apiGroups: ['apps'], resources: ['deployments'], verbs: ['patch'] };
const asked = (of: Partial<ResourceAttributes> = {}): ResourceAttributes => ({
  kind: 'resource',
  verb: 'patch',
  group: 'apps',
  resource: 'deployments',
  subresource: '',
  namespace: 'dev',
  name: 'web',
  ...of,
});
const may = (of: Partial<ResourceAttributes> = {}, who: User = MINA): boolean =>
  authorizer.decide(who, asked(of)).allowed;

describe('a Role', () => {
  beforeEach(() => {
    role('r', [PATCHES]);
    bind({ kind: 'User', name: 'mina' });
  });

  it('allows what it says, and says by which binding', () => {
    expect(authorizer.decide(MINA, asked())).toEqual({
      allowed: true,
      reason: 'RBAC: allowed by RoleBinding "b/dev" of Role "r" to User "mina"',
    });
  });

  it.each([
    ['another verb', { verb: 'update' }],
    ['another group', { group: '' }],
    ['another resource', { resource: 'replicasets' }],
    ['a subresource', { subresource: 'scale' }],
    ['another namespace', { namespace: 'live' }],
    ['all namespaces', { namespace: '' }],
  ])('does not allow %s', (_, of) => {
    expect(may(of)).toBe(false);
  });

  it('says nothing of others', () => {
    expect(may({}, user('omar'))).toBe(false);
    expect(may({}, user('omar', 'mina'))).toBe(false);
  });

  it('ends with its binding, at once', () => {
    store.delete({ group: GROUP, resource: 'rolebindings' }, 'dev', 'b');
    expect(may()).toBe(false);
  });
});

describe('a rule', () => {
  it.each([
    [{ ...PATCHES, verbs: ['*'] }, { verb: 'delete' }, true],
    [{ ...PATCHES, apiGroups: ['*'] }, {}, true],
    [{ ...PATCHES, resources: ['*'] }, { subresource: 'scale' }, true],
    [{ ...PATCHES, resources: ['deployments/scale'] }, { subresource: 'scale' }, true],
    [{ ...PATCHES, resources: ['deployments/scale'] }, {}, false],
    [{ ...PATCHES, resources: ['*/scale'] }, { subresource: 'scale' }, true],
    [{ ...PATCHES, resources: ['*/scale'] }, { subresource: 'status' }, false],
    [{ ...PATCHES, resourceNames: ['web'] }, {}, true],
    [{ ...PATCHES, resourceNames: ['web'] }, { name: 'api' }, false],
    [{ ...PATCHES, verbs: ['list'], resourceNames: ['web'] }, { verb: 'list', name: '' }, false],
  ])('%j of %j: %s', (rule, of, wanted) => {
    role('r', [rule]);
    bind({ kind: 'User', name: 'mina' });
    expect(may(of)).toBe(wanted);
  });
});

describe('a binding', () => {
  beforeEach(() => role('r', [PATCHES]));

  it('names a group', () => {
    bind({ kind: 'Group', name: 'deployers' });
    expect(may({}, user('mina', 'deployers'))).toBe(true);
    expect(may({}, user('deployers'))).toBe(false);
  });

  it('names a service account, of its own namespace unless said otherwise', () => {
    bind({ kind: 'ServiceAccount', apiGroup: '', name: 'robot', namespace: 'live' });
    expect(may({}, user('system:serviceaccount:live:robot'))).toBe(true);
    expect(may({}, user('system:serviceaccount:dev:robot'))).toBe(false);
  });

  it('to a role that is not there gives nothing, and says so', () => {
    bind({ kind: 'User', name: 'mina' }, { kind: 'Role', name: 'gone' });
    bind({ kind: 'User', name: 'mina' }, { kind: 'ClusterRole', name: 'view' }, 'c');
    expect(authorizer.decide(MINA, asked())).toEqual({
      allowed: false,
      reason:
        'RBAC: [role.rbac.authorization.k8s.io "gone" not found, clusterrole.rbac.authorization.k8s.io "view" not found]',
    });
  });

  it('in a namespace gives a ClusterRole there alone', () => {
    stored('ClusterRole', { name: 'c' }, { rules: [PATCHES] });
    bind({ kind: 'User', name: 'mina' }, { kind: 'ClusterRole', name: 'c' });
    expect([may(), may({ namespace: 'live' }), may({ namespace: '' })]).toEqual([true, false, false]);
  });

  it('of the cluster gives a ClusterRole everywhere, with the rules of those that it is aggregated from', () => {
    stored('ClusterRole', { name: 'part' }, { rules: [PATCHES] });
    store.update(
      { group: GROUP, resource: 'clusterroles' },
      {
        apiVersion: `${GROUP}/v1`,
        kind: 'ClusterRole',
        metadata: { name: 'part', labels: { to: 'whole' } },
        rules: [PATCHES],
      },
    );
    stored('ClusterRole', { name: 'other' }, { rules: [{ ...PATCHES, verbs: ['delete'] }] });
    const aggregationRule = { clusterRoleSelectors: [{ matchLabels: { to: 'whole' } }] };
    stored('ClusterRole', { name: 'whole' }, { aggregationRule, rules: [] });
    stored(
      'ClusterRoleBinding',
      { name: 'b' },
      {
        roleRef: { apiGroup: GROUP, kind: 'ClusterRole', name: 'whole' },
        subjects: [{ apiGroup: GROUP, kind: 'User', name: 'mina' }],
      },
    );
    expect([may(), may({ namespace: '' }), may({ verb: 'delete' })]).toEqual([true, true, false]);
    expect(authorizer.decide(MINA, asked()).reason).toBe(
      'RBAC: allowed by ClusterRoleBinding "b" of ClusterRole "whole" to User "mina"',
    );
  });
});

describe('paths', () => {
  const path = (verb: string, of: string) => authorizer.decide(MINA, { kind: 'path', verb, path: of }).allowed;
  it('of discovery are read by everybody who is known, and by nobody else', () => {
    expect(['/version', '/api', '/apis/apps/v1', '/openapi/v3'].map((one) => path('get', one))).toEqual(
      Array.from({ length: 4 }, () => true),
    );
    expect([path('post', '/version'), path('get', '/metrics'), path('get', '/apisx')]).toEqual([false, false, false]);
    const nobody: User = { username: 'x', groups: [] };
    expect(authorizer.decide(nobody, { kind: 'path', verb: 'get', path: '/version' }).allowed).toBe(false);
  });
});

describe('system:masters', () => {
  it('may do everything, and no role says so', () => {
    const admin = user('admin', 'system:masters');
    expect(authorizer.decide(admin, asked({ namespace: '' }))).toEqual({ allowed: true, reason: '' });
    expect(authorizer.rulesFor(admin, 'dev').rules[0]).toMatchObject({ verbs: ['*'], resources: ['*'] });
    expect(authorizer.rulesFor(MINA, 'dev').rules.some(({ verbs }) => verbs.includes('*'))).toBe(false);
  });
});

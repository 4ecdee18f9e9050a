import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { at } from '../storage/manifests.ts';
import { type Answer, type RunningServer, runningServer } from './running-server.ts';

const GROUP = 'rbac.authorization.k8s.io';
const DEPLOYER =
  'principal://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/github/subject/74/dev';
const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments';
const MAPS = '/api/v1/namespaces/default/configmaps';
const APPLY = 'application/apply-patch+yaml';

let api: RunningServer;
beforeAll(async () => {
  api = await runningServer();
  const put = (resource: string, object: object) =>
    api.store.create({ group: GROUP, resource }, {
      apiVersion: `${GROUP}/v1`,
      ...object,
    } as Parameters<typeof api.store.create>[1]);
  put('roles', {
    kind: 'Role',
    metadata: { name: 'deployer', namespace: 'default' },
    rules: [
      { apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list', 'patch'] },
      { apiGroups: [''], resources: ['users'], verbs: ['impersonate'] },
      { apiGroups: [GROUP], resources: ['roles'], verbs: ['*'] },
    ],
  });
  put('rolebindings', {
    kind: 'RoleBinding',
    metadata: { name: 'deployer', namespace: 'default' },
    roleRef: { apiGroup: GROUP, kind: 'Role', name: 'deployer' },
    subjects: [{ apiGroup: GROUP, kind: 'User', name: DEPLOYER }],
  });
  put('clusterroles', {
    kind: 'ClusterRole',
    metadata: { name: 'impersonator' },
    rules: [{ apiGroups: [''], resources: ['users'], verbs: ['impersonate'] }],
  });
  put('clusterrolebindings', {
    kind: 'ClusterRoleBinding',
    metadata: { name: 'impersonator' },
    roleRef: { apiGroup: GROUP, kind: 'ClusterRole', name: 'impersonator' },
    subjects: [{ apiGroup: GROUP, kind: 'User', name: 'eva' }],
  });
  api.server.admit('its-token', DEPLOYER);
  api.server.admit('impersonator', 'eva');
  await api.call('POST', MAPS, { body: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'there' } } });
});
afterAll(() => api.close());

const call = (method: string, path: string, options: object = {}): Promise<Answer> =>
  api.call(method, path, { token: 'its-token', ...options });
const map = (name: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { a: 'b' } });
const applied = (name: string) =>
  call('PATCH', `${MAPS}/${name}?fieldManager=sluice`, { type: APPLY, body: map(name) });
const refusal = ({ status, body }: Answer) => [status, body['reason'], body['message'], body['details']];

describe('a user who was admitted', () => {
  it('has the rights of its Role, and a refusal is a real one', async () => {
    expect((await call('GET', MAPS)).status).toBe(200);
    expect(refusal(await call('PATCH', `${DEPLOYMENTS}/web`, { type: APPLY, body: {} }))).toEqual([
      403,
      'Forbidden',
      `deployments.apps "web" is forbidden: User "${DEPLOYER}" cannot patch resource "deployments" in API group "apps" in the namespace "default"`,
      { name: 'web', group: 'apps', kind: 'deployments' },
    ]);
    expect(refusal(await call('GET', '/api/v1/secrets'))).toEqual([
      403,
      'Forbidden',
      `secrets is forbidden: User "${DEPLOYER}" cannot list resource "secrets" in API group "" at the cluster scope`,
      { kind: 'secrets' },
    ]);
    expect(refusal(await call('GET', '/metrics'))).toEqual([
      403,
      'Forbidden',
      `forbidden: User "${DEPLOYER}" cannot get path "/metrics"`,
      {},
    ]);
  });

  it('is refused before anything is said of the resource', async () => {
    expect((await call('GET', '/apis/apps/v1/namespaces/default/things')).status).toBe(403);
    expect((await call('GET', `${MAPS}/nowhere`)).status).toBe(404);
  });

  it('applies what is there with patch, and needs create for what is not', async () => {
    expect((await applied('there')).status).toBe(200);
    expect(refusal(await applied('new'))).toEqual([
      403,
      'Forbidden',
      `configmaps "new" is forbidden: User "${DEPLOYER}" cannot create resource "configmaps" in API group "" in the namespace "default"`,
      { name: 'new', kind: 'configmaps' },
    ]);
    expect(api.store.get({ group: '', resource: 'configmaps' }, 'default', 'new')).toBeUndefined();
  });

  it('asks what it may, and is told by which binding', async () => {
    const ask = async (verb: string) => {
      const spec = { resourceAttributes: { namespace: 'default', verb, resource: 'configmaps' } };
      const body = { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview', spec };
      return (await call('POST', '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', { body })).body['status'];
    };
    expect(await ask('list')).toEqual({
      allowed: true,
      reason: `RBAC: allowed by RoleBinding "deployer/default" of Role "deployer" to User "${DEPLOYER}"`,
    });
    expect(await ask('delete')).toEqual({ allowed: false });
  });

  it('asks for all that it may in a namespace', async () => {
    const body = {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectRulesReview',
      spec: { namespace: 'default' },
    };
    const { body: answer } = await call('POST', '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews', { body });
    expect(at(answer, 'status', 'resourceRules')).toContainEqual({
      verbs: ['get', 'list', 'patch'],
      apiGroups: [''],
      resources: ['configmaps'],
    });
    expect(at(answer, 'status', 'incomplete')).toBe(false);
  });

  it('gives nothing away, though its Role says so: what it has itself is not compared', async () => {
    const path = `/apis/${GROUP}/v1/namespaces/default/roles`;
    const body = { apiVersion: `${GROUP}/v1`, kind: 'Role', metadata: { name: 'more' }, rules: [] };
    const answer = await call('POST', path, { body });
    expect([answer.status, answer.body['message']]).toEqual([
      501,
      expect.stringContaining('roles that are written by anybody but an administrator'),
    ]);
    expect((await call('GET', path)).status).toBe(200);
    expect((await api.call('POST', path, { body })).status).toBe(201);
  });

  it('cannot open a connection to a pod either', async () => {
    const answer = await call('GET', '/api/v1/namespaces/default/pods/web/portforward', { upgrade: 'websocket' });
    expect(answer.status).toBe(403);
  });

  it('has a kubeconfig of its own', () => {
    expect(api.server.kubeconfig({ token: 'its-token' })).toContain(DEPLOYER);
  });
});

describe('an access review of somebody else', () => {
  it('is answered to an administrator', async () => {
    const ask = async (of: object) => {
      const spec = { resourceAttributes: { namespace: 'default', verb: 'get', resource: 'configmaps' }, ...of };
      const body = { apiVersion: 'authorization.k8s.io/v1', kind: 'SubjectAccessReview', spec };
      const { body: answer } = await api.call('POST', '/apis/authorization.k8s.io/v1/subjectaccessreviews', { body });
      return at(answer, 'status', 'allowed');
    };
    expect(await ask({ user: DEPLOYER })).toBe(true);
    expect(await ask({ user: 'omar' })).toBe(false);
    expect(await ask({ user: 'omar', groups: ['system:masters'] })).toBe(true);
  });
});

describe('impersonation', () => {
  const as = (name: string, options: object = {}) =>
    api.call('GET', MAPS, { headers: { 'impersonate-user': name }, ...options });

  it('of an administrator has the rights of whom it names, and no more', async () => {
    expect((await as(DEPLOYER)).status).toBe(200);
    expect(refusal(await as('omar'))).toEqual([
      403,
      'Forbidden',
      'configmaps is forbidden: User "omar" cannot list resource "configmaps" in API group "" in the namespace "default"',
      { kind: 'configmaps' },
    ]);
  });

  it('is refused to whoever has no right to it; a right in a namespace is none', async () => {
    expect(refusal(await as('admin', { token: 'its-token' }))).toEqual([
      403,
      'Forbidden',
      `users "admin" is forbidden: User "${DEPLOYER}" cannot impersonate resource "users" in API group "" at the cluster scope`,
      { name: 'admin', kind: 'users' },
    ]);
  });

  it('of groups and service accounts gives their rights', async () => {
    const headers = { 'impersonate-user': 'omar', 'impersonate-group': 'system:masters' };
    expect((await api.call('GET', MAPS, { headers })).status).toBe(200);
    const who = await api.call('POST', '/apis/authentication.k8s.io/v1/selfsubjectreviews', {
      headers: { 'impersonate-user': 'system:serviceaccount:default:robot' },
      body: { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview', metadata: {} },
    });
    expect(at(who.body, 'status', 'userInfo')).toEqual({
      username: 'system:serviceaccount:default:robot',
      groups: ['system:serviceaccounts', 'system:serviceaccounts:default', 'system:authenticated'],
    });
  });

  /** As a real v1.36.3 said to somebody who may impersonate users and nothing else. */
  const AT_ALL = 'at the cluster scope';
  it.each([
    [{ 'impersonate-group': 'g' }, 'groups "g"', 'groups', '', AT_ALL],
    [{ 'impersonate-uid': '7' }, 'uids.authentication.k8s.io "7"', 'uids', 'authentication.k8s.io', AT_ALL],
    [
      { 'impersonate-extra-scopes': 'a' },
      'userextras.authentication.k8s.io "a"',
      'userextras/scopes',
      'authentication.k8s.io',
      AT_ALL,
    ],
    [
      { 'impersonate-user': 'system:serviceaccount:default:robot' },
      'serviceaccounts "robot"',
      'serviceaccounts',
      '',
      'in the namespace "default"',
    ],
  ])('asks for each part of it: %j', async (headers, what, resource, group, where) => {
    const answer = await api.call('GET', MAPS, {
      token: 'impersonator',
      headers: { 'impersonate-user': 'omar', ...headers },
    });
    expect([answer.status, answer.body['message']]).toEqual([
      403,
      `${what} is forbidden: User "eva" cannot impersonate resource "${resource}" in API group "${group}" ${where}`,
    ]);
  });

  it('of a group without a user is an error', async () => {
    const answer = await api.call('GET', MAPS, { headers: { 'impersonate-group': 'x' } });
    expect([answer.status, answer.body['message']]).toEqual([
      400,
      'requested &user.DefaultInfo{Name:"", UID:"", Groups:[]string{"x"}, Extra:map[string][]string(nil)} without impersonating a user name',
    ]);
  });
});

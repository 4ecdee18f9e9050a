import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { at, configMap, deployment, pod } from '../storage/manifests.ts';
import { type RunningServer, runningServer } from './running-server.ts';

const CONFIG_MAPS = '/api/v1/namespaces/default/configmaps';
const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments';

let api: RunningServer;
beforeAll(async () => {
  api = await runningServer();
});
afterAll(() => api.close());

describe('the API over HTTPS', () => {
  it.each(['exec', 'attach', 'portforward', 'eviction', 'binding'])(
    'says by name that pods/%s is not simulated, and what to do',
    async (subresource) => {
      const { status, body } = await api.call('POST', `/api/v1/namespaces/default/pods/any/${subresource}`);
      expect([status, body['reason']]).toEqual([501, 'NotImplemented']);
      expect(body['message']).toMatch(
        new RegExp(`^The rehearsal's cluster does not simulate .*(pods/${subresource} |kubectl).*\\. [A-Z].*\\.$`),
      );
    },
  );

  it('answers 401 without a known token', async () => {
    const { status, body } = await api.call('GET', '/version', { token: 'wrong' });
    expect([status, body['kind'], body['reason']]).toEqual([401, 'Status', 'Unauthorized']);
  });

  it('creates, reads, replaces and deletes', async () => {
    const created = await api.call('POST', CONFIG_MAPS, { body: configMap('crud', { a: '1' }) });
    expect([created.status, created.body['data']]).toEqual([201, { a: '1' }]);
    const replaced = await api.call('PUT', `${CONFIG_MAPS}/crud`, { body: { ...created.body, data: { a: '2' } } });
    expect([replaced.status, replaced.body['data']]).toEqual([200, { a: '2' }]);
    const stale = await api.call('PUT', `${CONFIG_MAPS}/crud`, { body: { ...created.body, data: { a: '3' } } });
    expect([stale.status, stale.body['reason']]).toEqual([409, 'Conflict']);
    const gone = await api.call('DELETE', `${CONFIG_MAPS}/crud`);
    expect([gone.status, gone.body['status']]).toEqual([200, 'Success']);
    const missing = await api.call('GET', `${CONFIG_MAPS}/crud`);
    expect(missing.body).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'configmaps "crud" not found',
      reason: 'NotFound',
      details: { name: 'crud', kind: 'configmaps' },
      code: 404,
    });
  });

  it.each([
    ['application/json-patch+json', [{ op: 'replace', path: '/spec/replicas', value: 4 }]],
    ['application/merge-patch+json', { spec: { replicas: 4 } }],
    ['application/strategic-merge-patch+json', { spec: { replicas: 4 } }],
  ])('takes %s and records who sent it', async (type, patch) => {
    const name = `patched-${type.length}`;
    await api.call('POST', DEPLOYMENTS, { body: deployment(name) });
    const { status, body } = await api.call('PATCH', `${DEPLOYMENTS}/${name}?fieldManager=patcher`, {
      type,
      body: patch,
    });
    expect([status, at(body, 'spec', 'replicas')]).toEqual([200, 4]);
    expect(at(body, 'metadata', 'managedFields')).toContainEqual(
      expect.objectContaining({
        manager: 'patcher',
        operation: 'Update',
        fieldsV1: { 'f:spec': { 'f:replicas': {} } },
      }),
    );
  });

  it('applies from the server side: 201, 200, and 409 with causes', async () => {
    const apply = (query: string, replicas: number) =>
      api.call('PATCH', `${DEPLOYMENTS}/applied?${query}`, {
        type: 'application/apply-patch+yaml',
        body: deployment('applied', { replicas }),
      });
    expect((await apply('fieldManager=a', 1)).status).toBe(201);
    expect((await apply('fieldManager=a', 2)).status).toBe(200);
    const conflict = await apply('fieldManager=b', 3);
    expect([conflict.status, at(conflict.body, 'details', 'causes', 0, 'reason')]).toEqual([
      409,
      'FieldManagerConflict',
    ]);
    expect((await apply('fieldManager=b&force=true', 3)).status).toBe(200);
    expect((await apply('', 3)).body['message']).toBe(
      'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
    );
  });

  it('writes nothing with dryRun=All', async () => {
    expect((await api.call('POST', `${CONFIG_MAPS}?dryRun=All`, { body: configMap('dry') })).status).toBe(201);
    expect((await api.call('GET', `${CONFIG_MAPS}/dry`)).status).toBe(404);
  });

  it('scales through the subresource', async () => {
    await api.call('POST', DEPLOYMENTS, { body: deployment('scaled') });
    const scale = await api.call('GET', `${DEPLOYMENTS}/scaled/scale`);
    expect([scale.body['kind'], scale.body['spec'], at(scale.body, 'status', 'selector')]).toEqual([
      'Scale',
      { replicas: 1 },
      'app=scaled',
    ]);
    await api.call('PATCH', `${DEPLOYMENTS}/scaled/scale`, {
      type: 'application/merge-patch+json',
      body: { spec: { replicas: 3 } },
    });
    const put = await api.call('PUT', `${DEPLOYMENTS}/scaled/scale`, {
      body: { ...scale.body, metadata: { name: 'scaled' }, spec: { replicas: 2 } },
    });
    expect(put.body['spec']).toEqual({ replicas: 2 });
    expect(at((await api.call('GET', `${DEPLOYMENTS}/scaled`)).body, 'spec', 'replicas')).toBe(2);
  });

  it('refuses, warns of or ignores unknown fields as asked, and drops them', async () => {
    const body = { ...configMap('fields'), dataa: {} };
    const strict = await api.call('POST', `${CONFIG_MAPS}?fieldValidation=Strict`, { body });
    expect([strict.status, strict.body['message']]).toEqual([
      400,
      'ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: unknown field "dataa"',
    ]);
    const warned = await api.call('POST', CONFIG_MAPS, { body });
    expect([warned.status, warned.headers['warning'], warned.body['dataa']]).toEqual([
      201,
      '299 - "unknown field \\"dataa\\""',
      undefined,
    ]);
    const ignored = await api.call('PUT', `${CONFIG_MAPS}/fields?fieldValidation=Ignore`, { body });
    expect([ignored.status, ignored.headers['warning']]).toEqual([200, undefined]);
  });

  it('refuses a body that belongs elsewhere', async () => {
    const body = configMap('other');
    expect((await api.call('PUT', `${CONFIG_MAPS}/one`, { body })).body['message']).toBe(
      'the name of the object (other) does not match the name on the URL (one)',
    );
    expect((await api.call('POST', '/api/v1/namespaces/kube-system/configmaps', { body })).body['message']).toBe(
      'the namespace of the provided object does not match the namespace sent on the request',
    );
    expect((await api.call('POST', '/api/v1/namespaces/default/secrets', { body })).status).toBe(400);
  });

  it('says what it does not simulate instead of pretending', async () => {
    await api.call('POST', '/api/v1/namespaces/default/pods', { body: pod('evicted') });
    const eviction = await api.call('POST', '/api/v1/namespaces/default/pods/evicted/eviction', { body: {} });
    expect([eviction.status, eviction.body['message']]).toEqual([501, expect.stringContaining('pods/eviction')]);
    expect((await api.call('GET', '/apis/batch/v1/namespaces/default/cronjobs')).body['items']).toEqual([]);
    expect((await api.call('GET', '/apis/example.com/v1/things')).status).toBe(404);
  });

  it('answers every access review of an administrator with yes', async () => {
    const review = {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: { resourceAttributes: { verb: 'get' } },
    };
    const { status, body } = await api.call('POST', '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', {
      body: review,
    });
    expect([status, at(body, 'status', 'allowed')]).toEqual([201, true]);
  });

  it('writes a kubeconfig for a user it knows', () => {
    expect(api.server.kubeconfig({ namespace: 'demo' })).toMatch(
      /server: https:\/\/127\.0\.0\.1:\d+[\s\S]*namespace: demo/,
    );
    expect(() => api.server.kubeconfig({ token: 'unknown' })).toThrow('does not know the token');
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { at, CONFIG_MAPS, configMap, PODS, pod } from '../storage/manifests.ts';
import { type RunningServer, runningServer } from './running-server.ts';

let api: RunningServer;
beforeAll(async () => {
  api = await runningServer();
  for (const name of ['a', 'b', 'c', 'd', 'e'])
    api.store.create(CONFIG_MAPS, configMap(name, {}, { labels: { half: name < 'c' ? 'first' : 'second' } }));
});
afterAll(() => api.close());

const list = '/api/v1/namespaces/default/configmaps';
const names = (body: Record<string, unknown>): unknown =>
  (body['items'] as { metadata: { name: string } }[]).map(({ metadata }) => metadata.name);

describe('lists', () => {
  it('select by labels and fields', async () => {
    expect(names((await api.call('GET', `${list}?labelSelector=half%3Dfirst`)).body)).toEqual(['a', 'b']);
    expect(names((await api.call('GET', `${list}?labelSelector=half+notin+(first)`)).body)).toEqual(['c', 'd', 'e']);
    expect(names((await api.call('GET', `${list}?fieldSelector=metadata.name%3Dd`)).body)).toEqual(['d']);
    expect(names((await api.call('GET', '/api/v1/configmaps?limit=1')).body)).toEqual(['a']);
  });

  it('come in pages of one state', async () => {
    const first = await api.call('GET', `${list}?limit=2`);
    expect([names(first.body), at(first.body, 'metadata', 'remainingItemCount')]).toEqual([['a', 'b'], 3]);
    api.store.create(CONFIG_MAPS, configMap('bb'));
    const second = await api.call('GET', `${list}?limit=10&continue=${String(at(first.body, 'metadata', 'continue'))}`);
    expect(names(second.body)).toEqual(['c', 'd', 'e']);
    expect(at(second.body, 'metadata', 'resourceVersion')).toBe(at(first.body, 'metadata', 'resourceVersion'));
    api.store.delete(CONFIG_MAPS, 'default', 'bb');
  });

  it('end with 410 when a page is asked for after the history is gone', async () => {
    const first = await api.call('GET', `${list}?limit=2`);
    api.store.create(CONFIG_MAPS, configMap('later'));
    api.server.expireHistory();
    const second = await api.call('GET', `${list}?limit=2&continue=${String(at(first.body, 'metadata', 'continue'))}`);
    expect([second.status, second.body['reason']]).toEqual([410, 'Expired']);
    api.store.delete(CONFIG_MAPS, 'default', 'later');
  });

  it('refuse a version from the future', async () => {
    expect((await api.call('GET', `${list}?resourceVersion=999999`)).status).toBe(504);
  });

  it('come as tables, as metadata, or not at all in a form that is not served', async () => {
    api.store.create(PODS, pod('shown'));
    const table = await api.call('GET', '/api/v1/namespaces/default/pods', {
      accept: 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json',
    });
    expect(table.body['kind']).toBe('Table');
    expect(at(table.body, 'rows', 0, 'cells')).toEqual([
      'shown',
      '0/1',
      'Pending',
      '0',
      expect.any(String),
      '<none>',
      '<none>',
      '<none>',
      '<none>',
    ]);
    const partial = await api.call('GET', '/api/v1/namespaces/default/pods', {
      accept: 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io',
    });
    expect(Object.keys(at(partial.body, 'items', 0) as object)).toEqual(['kind', 'apiVersion', 'metadata']);
    expect((await api.call('GET', '/api/v1/pods', { accept: 'application/vnd.kubernetes.protobuf' })).status).toBe(406);
  });

  it('delete what they select', async () => {
    await api.call('DELETE', `${list}?labelSelector=half%3Dsecond`);
    expect(names((await api.call('GET', list)).body)).toEqual(['a', 'b']);
  });
});

describe('discovery', () => {
  it('names groups, resources, verbs and subresources, old style and aggregated', async () => {
    const groups = (await api.call('GET', '/apis')).body['groups'] as { name: string }[];
    expect(groups.map(({ name }) => name)).toContain('apps');
    const apps = (await api.call('GET', '/apis/apps/v1')).body['resources'] as { name: string; verbs: string[] }[];
    expect(apps.find(({ name }) => name === 'deployments')?.verbs).toContain('patch');
    const batch = (await api.call('GET', '/apis/batch/v1')).body['resources'] as { name: string; verbs: string[] }[];
    expect(batch.find(({ name }) => name === 'cronjobs/status')?.verbs).toEqual(['get', 'patch', 'update']);
    expect(apps.map(({ name }) => name)).toContain('deployments/scale');
    const aggregated = await api.call('GET', '/apis', {
      accept: 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json',
    });
    expect([aggregated.body['kind'], aggregated.headers['content-type']]).toEqual([
      'APIGroupDiscoveryList',
      'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
    ]);
  });

  it('shows clients by OpenAPI v3 that patches take fieldValidation', async () => {
    const { body } = await api.call('GET', '/openapi/v3/apis/apps/v1');
    const operation = at(body, 'paths', '/apis/apps/v1/namespaces/{namespace}/deployments/{name}', 'patch');
    expect(at(operation, 'x-kubernetes-group-version-kind')).toEqual({
      group: 'apps',
      version: 'v1',
      kind: 'Deployment',
    });
    expect(JSON.stringify(at(operation, 'parameters'))).toContain('fieldValidation');
    expect((await api.call('GET', '/openapi/v2')).status).toBe(404);
  });
});

import { describe, expect, it } from '@jest/globals';
import { at, newStore, PODS, pod, QUOTAS, refusal } from './manifests.ts';

const quota = (hard: Record<string, string>) => ({
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: 'pods', namespace: 'default' },
  spec: { hard },
});
const sized = (name: string, requests: Record<string, string>, limits: Record<string, string> = {}) =>
  pod(name, { containers: [{ name: 'app', image: 'a', resources: { requests, limits } }] });

describe('quotas of a namespace', () => {
  it('refuse the pod beyond the limit in the words of the quota admission', () => {
    const store = newStore();
    store.create(QUOTAS, quota({ pods: '2' }));
    store.create(PODS, pod('a'));
    store.create(PODS, pod('b'));
    expect(refusal(() => store.create(PODS, pod('x')))).toMatchObject({
      code: 403,
      reason: 'Forbidden',
      message: 'pods "x" is forbidden: exceeded quota: pods, requested: pods=1, used: pods=2, limited: pods=2',
    });
  });

  it('show what is used after every write', () => {
    const store = newStore();
    store.create(QUOTAS, quota({ pods: '2', 'requests.cpu': '1' }));
    store.create(PODS, sized('a', { cpu: '250m' }));
    expect(at(store.get(QUOTAS, 'default', 'pods'), 'status')).toEqual({
      hard: { pods: '2', 'requests.cpu': '1' },
      used: { pods: '1', 'requests.cpu': '250m' },
    });
    store.delete(PODS, 'default', 'a');
    expect(at(store.get(QUOTAS, 'default', 'pods'), 'status', 'used', 'pods')).toBe('0');
  });

  it('count no pod that has ended', () => {
    const store = newStore();
    store.create(QUOTAS, quota({ pods: '1' }));
    const first = store.create(PODS, pod('a'));
    store.update(PODS, { ...first, status: { phase: 'Succeeded' } }, { subresource: 'status' });
    expect(store.create(PODS, pod('b')).metadata.name).toBe('b');
  });

  it('add up requests and limits of all containers', () => {
    const store = newStore();
    store.create(QUOTAS, quota({ 'limits.memory': '1Gi', 'requests.cpu': '1' }));
    store.create(PODS, sized('a', { cpu: '600m' }, { memory: '768Mi' }));
    expect(refusal(() => store.create(PODS, sized('b', { cpu: '500m' }, { memory: '512Mi' }))).message).toBe(
      'pods "b" is forbidden: exceeded quota: pods, requested: limits.memory=512Mi,requests.cpu=500m, used: limits.memory=768Mi,requests.cpu=600m, limited: limits.memory=1Gi,requests.cpu=1',
    );
  });

  it('ask for what they limit to be said', () => {
    const store = newStore();
    store.create(QUOTAS, quota({ 'limits.cpu': '1' }));
    expect(refusal(() => store.create(PODS, pod('a'))).message).toBe(
      'pods "a" is forbidden: failed quota: pods: must specify limits.cpu for: app',
    );
  });
});

describe('LimitRanges', () => {
  const range = (item: Record<string, unknown>) => ({
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata: { name: 'range', namespace: 'default' },
    spec: { limits: [{ type: 'Container', ...item }] },
  });

  it('fill in what a container leaves open', () => {
    const store = newStore();
    store.create(
      { group: '', resource: 'limitranges' },
      range({ default: { cpu: '1000m' }, defaultRequest: { cpu: '0.1' } }),
    );
    const created = store.create(PODS, pod('a'));
    expect(at(created, 'spec', 'containers', 0, 'resources')).toEqual({
      limits: { cpu: '1' },
      requests: { cpu: '100m' },
    });
  });

  it('refuse a container beyond the maximum', () => {
    const store = newStore();
    store.create({ group: '', resource: 'limitranges' }, range({ max: { cpu: '1' } }));
    expect(refusal(() => store.create(PODS, sized('a', {}, { cpu: '2' }))).message).toBe(
      'pods "a" is forbidden: maximum cpu usage per Container is 1, but limit is 2',
    );
  });
});

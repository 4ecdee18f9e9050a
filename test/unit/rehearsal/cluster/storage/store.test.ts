import { describe, expect, it } from '@jest/globals';
import type { StoreEvent } from '../../../../../rehearsal/cluster/object-store.ts';
import { at, CONFIG_MAPS, configMap, DEPLOYMENTS, deployment, newStore, PODS, pod, refusal } from './manifests.ts';

describe('the object store', () => {
  it('gives a new object uid, creation time, generation 1 and a rising resource version', () => {
    const store = newStore();
    const first = store.create(DEPLOYMENTS, deployment());
    const second = store.create(CONFIG_MAPS, configMap('settings'));
    expect(first.metadata).toMatchObject({ generation: 1, creationTimestamp: '2026-11-23T10:00:00Z' });
    expect(first.metadata.uid).toMatch(/^[0-9a-f-]{36}$/);
    expect(second.metadata.generation).toBeUndefined();
    expect(Number(second.metadata.resourceVersion)).toBeGreaterThan(Number(first.metadata.resourceVersion));
  });

  it('makes a name of generateName', () => {
    const created = newStore().create(PODS, pod('', {}, { generateName: 'api-' }));
    expect(created.metadata.name).toMatch(/^api-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
  });

  it('refuses a second object of the same name', () => {
    const store = newStore();
    store.create(CONFIG_MAPS, configMap('a'));
    expect(refusal(() => store.create(CONFIG_MAPS, configMap('a')))).toMatchObject({
      code: 409,
      reason: 'AlreadyExists',
      message: 'configmaps "a" already exists',
    });
  });

  it('refuses an object in a namespace that is not there', () => {
    const store = newStore();
    expect(refusal(() => store.create(CONFIG_MAPS, configMap('a', {}, { namespace: 'nowhere' })))).toMatchObject({
      code: 404,
      message: 'namespaces "nowhere" not found',
    });
  });

  it('counts the generation for changes of the specification only', () => {
    const store = newStore();
    const created = store.create(DEPLOYMENTS, deployment());
    const labelled = store.update(DEPLOYMENTS, {
      ...created,
      metadata: { ...created.metadata, labels: { app: 'api', a: 'b' } },
    });
    expect(labelled.metadata.generation).toBe(1);
    const scaled = store.update(DEPLOYMENTS, { ...labelled, spec: { ...(labelled['spec'] as object), replicas: 3 } });
    expect(scaled.metadata.generation).toBe(2);
    const observed = store.update(
      DEPLOYMENTS,
      { ...scaled, status: { observedGeneration: 2 } },
      { subresource: 'status' },
    );
    expect(observed.metadata.generation).toBe(2);
  });

  it('keeps status and specification apart', () => {
    const store = newStore();
    const created = store.create(DEPLOYMENTS, { ...deployment(), status: { replicas: 7 } });
    expect(created['status']).toEqual({});
    const byStatus = store.update(
      DEPLOYMENTS,
      { ...created, spec: { ...(created['spec'] as object), replicas: 9 }, status: { replicas: 1 } },
      { subresource: 'status' },
    );
    expect([at(byStatus, 'spec', 'replicas'), at(byStatus, 'status', 'replicas')]).toEqual([1, 1]);
    const bySpec = store.update(DEPLOYMENTS, { ...byStatus, status: { replicas: 5 } });
    expect(at(bySpec, 'status', 'replicas')).toBe(1);
  });

  it('refuses an update of an older version with the text that clients retry on', () => {
    const store = newStore();
    const old = store.create(CONFIG_MAPS, configMap('a'));
    store.update(CONFIG_MAPS, { ...old, data: { key: '1' } });
    expect(refusal(() => store.update(CONFIG_MAPS, { ...old, data: { key: '2' } }))).toMatchObject({
      code: 409,
      reason: 'Conflict',
      message:
        'Operation cannot be fulfilled on configmaps "a": the object has been modified; please apply your changes to the latest version and try again',
    });
  });

  it('does not write an update that changes nothing', () => {
    const store = newStore();
    const created = store.create(DEPLOYMENTS, deployment());
    expect(store.update(DEPLOYMENTS, structuredClone(created)).metadata.resourceVersion).toBe(
      created.metadata.resourceVersion,
    );
  });

  it('stores nothing on a dry run, yet refuses what it would refuse', () => {
    const store = newStore();
    const version = store.currentVersion();
    store.create(DEPLOYMENTS, deployment(), { dryRun: true });
    expect(refusal(() => store.create(DEPLOYMENTS, deployment('api', { replicas: -1 }), { dryRun: true })).code).toBe(
      422,
    );
    expect([store.get(DEPLOYMENTS, 'default', 'api'), store.currentVersion()]).toEqual([undefined, version]);
  });

  it('hands out objects that nobody can change', () => {
    const created = newStore().create(CONFIG_MAPS, configMap('a', { key: 'value' }));
    expect(() => Object.assign(created['data'] as object, { key: 'other' })).toThrow(TypeError);
  });

  it('tells every listener of writes in their order, though listeners write too', () => {
    const store = newStore();
    const heard: string[] = [];
    const copy = (event: StoreEvent): void => {
      if (event.key.resource === 'configmaps' && event.object.metadata.name === 'a' && event.type === 'ADDED')
        store.create(CONFIG_MAPS, configMap('made-by-listener'));
    };
    store.subscribe(copy);
    store.subscribe((event) => heard.push(`${event.type} ${event.object.metadata.name}`));
    store.create(CONFIG_MAPS, configMap('a'));
    expect(heard).toEqual(['ADDED a', 'ADDED made-by-listener']);
  });

  it('refuses to keep questions, by name', () => {
    const review = { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectRulesReview', metadata: { name: 'a' } };
    const reviews = { group: 'authorization.k8s.io', resource: 'selfsubjectrulesreviews' };
    expect(refusal(() => newStore().create(reviews, review))).toMatchObject({
      code: 501,
      message: expect.stringContaining('create of selfsubjectrulesreviews.authorization.k8s.io'),
    });
  });
});

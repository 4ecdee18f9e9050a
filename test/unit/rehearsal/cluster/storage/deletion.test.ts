import { describe, expect, it } from '@jest/globals';
import type { KubernetesObject } from '../../../../../rehearsal/cluster/kubernetes-object.ts';
import {
  CONFIG_MAPS,
  configMap,
  DEPLOYMENTS,
  deployment,
  NAMESPACES,
  newStore,
  PODS,
  pod,
  refusal,
} from './manifests.ts';

const ownedBy = (owner: KubernetesObject, blockOwnerDeletion = true) => ({
  ownerReferences: [
    {
      apiVersion: owner.apiVersion,
      kind: owner.kind,
      name: owner.metadata.name,
      uid: owner.metadata.uid,
      controller: true,
      blockOwnerDeletion,
    },
  ],
});

describe('deletion', () => {
  it('leaves a running pod its grace period and removes it when the kubelet confirms', () => {
    const store = newStore();
    store.create(PODS, pod('a', { nodeName: 'node-1' }));
    store.delete(PODS, 'default', 'a');
    expect(store.get(PODS, 'default', 'a')?.metadata).toMatchObject({
      deletionTimestamp: '2026-11-23T10:00:30Z',
      deletionGracePeriodSeconds: 30,
    });
    store.delete(PODS, 'default', 'a', { gracePeriodSeconds: 0 });
    expect(store.get(PODS, 'default', 'a')).toBeUndefined();
  });

  it('removes a pod that never reached a node at once', () => {
    const store = newStore();
    store.create(PODS, pod('a'));
    store.delete(PODS, 'default', 'a');
    expect(store.get(PODS, 'default', 'a')).toBeUndefined();
  });

  it('keeps an object until its last finalizer is taken off', () => {
    const store = newStore();
    store.create(CONFIG_MAPS, configMap('a', {}, { finalizers: ['test/hold'] }));
    store.delete(CONFIG_MAPS, 'default', 'a');
    const held = store.get(CONFIG_MAPS, 'default', 'a');
    expect(held?.metadata.deletionTimestamp).toBeDefined();
    if (held === undefined) return;
    store.update(CONFIG_MAPS, { ...held, metadata: { ...held.metadata, finalizers: [] } });
    expect(store.get(CONFIG_MAPS, 'default', 'a')).toBeUndefined();
  });

  it('takes dependents along, in the background', () => {
    const store = newStore();
    const owner = store.create(DEPLOYMENTS, deployment());
    store.create(CONFIG_MAPS, configMap('owned', {}, ownedBy(owner)));
    store.delete(DEPLOYMENTS, 'default', 'api');
    expect(store.get(CONFIG_MAPS, 'default', 'owned')).toBeUndefined();
  });

  it('keeps the owner until its dependents are gone, in the foreground', () => {
    const store = newStore();
    const owner = store.create(DEPLOYMENTS, deployment());
    store.create(PODS, pod('a', { nodeName: 'node-1' }, ownedBy(owner)));
    store.delete(DEPLOYMENTS, 'default', 'api', { propagationPolicy: 'Foreground' });
    expect(store.get(DEPLOYMENTS, 'default', 'api')?.metadata.finalizers).toEqual(['foregroundDeletion']);
    store.delete(PODS, 'default', 'a', { gracePeriodSeconds: 0 });
    expect([store.get(PODS, 'default', 'a'), store.get(DEPLOYMENTS, 'default', 'api')]).toEqual([undefined, undefined]);
  });

  it('leaves orphans without their owner', () => {
    const store = newStore();
    const owner = store.create(DEPLOYMENTS, deployment());
    store.create(CONFIG_MAPS, configMap('owned', {}, ownedBy(owner)));
    store.delete(DEPLOYMENTS, 'default', 'api', { propagationPolicy: 'Orphan' });
    expect(store.get(CONFIG_MAPS, 'default', 'owned')?.metadata.ownerReferences).toBeUndefined();
  });

  it('collects an object whose owner is gone already', () => {
    const store = newStore();
    const owner = store.create(DEPLOYMENTS, deployment());
    store.delete(DEPLOYMENTS, 'default', 'api');
    store.create(CONFIG_MAPS, configMap('late', {}, ownedBy(owner)));
    expect(store.get(CONFIG_MAPS, 'default', 'late')).toBeUndefined();
  });

  it('empties a namespace before it goes, and refuses new content meanwhile', () => {
    const store = newStore();
    store.create(NAMESPACES, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'demo' } });
    store.create(PODS, pod('a', { nodeName: 'node-1' }, { namespace: 'demo' }));
    store.delete(NAMESPACES, '', 'demo');
    expect(store.get(NAMESPACES, '', 'demo')?.['status']).toMatchObject({ phase: 'Terminating' });
    expect(refusal(() => store.create(CONFIG_MAPS, configMap('b', {}, { namespace: 'demo' })))).toMatchObject({
      code: 403,
      message:
        'configmaps "b" is forbidden: unable to create new content in namespace demo because it is being terminated',
    });
    store.delete(PODS, 'demo', 'a', { gracePeriodSeconds: 0 });
    expect(store.get(NAMESPACES, '', 'demo')).toBeUndefined();
  });

  it('deletes only the very object that a precondition names', () => {
    const store = newStore();
    store.create(CONFIG_MAPS, configMap('a'));
    expect(refusal(() => store.delete(CONFIG_MAPS, 'default', 'a', { preconditions: { uid: 'other' } })).code).toBe(
      409,
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import { CLAIM, claim } from '../recorded/other-kinds.ts';
import { event, pod, unplaced } from '../recorded/pods.ts';
import { Script } from '../recorded/script.ts';
import { DEPLOYMENT, deployment, replicaSet, STATEFUL_SET, statefulSet } from '../recorded/workloads.ts';

const script = () => new Script(CLAIM, { generation: 0 });
const about = claim('Pending');

describe('a claim', () => {
  it('is complete when it is bound', () => {
    const told = script().at(0, claim('Pending')).at(7, claim('Bound'));
    expect(told.verdict(6)).toMatchObject({ state: 'progressing', sentence: expect.stringContaining('is pending') });
    expect(told.verdict(7)).toMatchObject({
      state: 'complete',
      sentence: expect.stringContaining('volume "pvc-31f0"'),
    });
  });

  it('that waits for its first pod is as it should be', () => {
    const told = script().at(
      0,
      claim('Pending'),
      event('WaitForFirstConsumer', 'waiting for first consumer to be created before binding', {
        about,
        type: 'Normal',
        count: 9,
      }),
    );
    expect(told.verdict(0)).toMatchObject({
      state: 'complete',
      sentence: expect.stringContaining('waits for its first pod'),
    });
  });

  it('whose provisioner fails once and then succeeds was never a failure', () => {
    const told = script()
      .at(0, claim('Pending'), event('ProvisioningFailed', 'rpc error: code = Unavailable', { about }))
      .at(90, claim('Bound'));
    expect(told.verdict(89).state).toBe('progressing');
    expect(told.verdict(90).state).toBe('complete');
  });

  it('whose provisioner fails again fails after a minute, in its words', () => {
    const told = script().at(
      0,
      claim('Pending'),
      event('ProvisioningFailed', 'quota exceeded: SSD_TOTAL_GB', { about, count: 2 }),
    );
    expect(told.verdict(59).state).toBe('progressing');
    expect(told.verdict(60)).toMatchObject({
      class: 'pvc-pending',
      sentence: expect.stringContaining('SSD_TOTAL_GB'),
      pods: [],
    });
  });

  it('without any class, and one that lost its volume, fail after a minute', () => {
    const none = script().at(
      0,
      claim('Pending'),
      event('FailedBinding', 'no persistent volumes available for this claim and no storage class is set', {
        about,
        type: 'Normal',
      }),
    );
    expect(none.verdict(60)).toMatchObject({
      class: 'pvc-pending',
      sentence: expect.stringContaining('no storage class is set'),
    });
    expect(script().at(0, claim('Lost')).verdict(60)).toMatchObject({
      class: 'pvc-pending',
      sentence: expect.stringContaining('is gone'),
    });
  });
});

describe('a pod that mounts a claim', () => {
  const volumes = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data-api-2' } }] };
  const stuck = unplaced(
    { reason: 'Unschedulable', message: '0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims.' },
    { owner: 'StatefulSet', name: 'api-2', spec: volumes },
  );

  it('fails by the claim, long before it would for want of a node', () => {
    const told = new Script(STATEFUL_SET).at(
      0,
      statefulSet({ updated: 1, ready: 2 }),
      stuck,
      event('ProvisioningFailed', 'storageclass.storage.k8s.io "fast" not found', {
        about: claim('Pending', 'data-api-2'),
        count: 4,
      }),
    );
    expect(told.verdict(59).state).toBe('progressing');
    expect(told.verdict(60)).toMatchObject({
      class: 'pvc-pending',
      sentence:
        'No volume for pod "api-2" of StatefulSet "api" in namespace "production": claim "data-api-2": storageclass.storage.k8s.io "fast" not found.',
    });
  });

  it('is not judged by the events of claims that it does not mount', () => {
    const told = new Script(STATEFUL_SET).at(
      0,
      statefulSet({ updated: 1, ready: 2 }),
      stuck,
      event('ProvisioningFailed', 'storageclass.storage.k8s.io "fast" not found', {
        about: claim('Pending', 'other'),
        count: 4,
      }),
    );
    expect(told.verdict(339).state).toBe('progressing');
    expect(told.verdict(340)).toMatchObject({ class: 'unschedulable' });
  });

  it('that does not exist says so', () => {
    const told = new Script(DEPLOYMENT).at(
      0,
      deployment({ total: 4, updated: 1 }),
      replicaSet(),
      unplaced({
        reason: 'Unschedulable',
        message: '0/3 nodes are available: persistentvolumeclaim "data" not found.',
      }),
    );
    expect(told.verdict(60)).toMatchObject({
      class: 'pvc-pending',
      sentence: expect.stringContaining('persistentvolumeclaim "data" not found'),
    });
  });

  it('on a node has its volume, whatever events of earlier days say', () => {
    const told = new Script(STATEFUL_SET).at(
      0,
      statefulSet({ updated: 1, ready: 2 }),
      pod({ owner: 'StatefulSet', name: 'api-2', spec: volumes }),
      event('ProvisioningFailed', 'storageclass.storage.k8s.io "fast" not found', {
        about: claim('Pending', 'data-api-2'),
        count: 4,
      }),
    );
    expect(told.verdict(599).state).toBe('progressing');
  });
});

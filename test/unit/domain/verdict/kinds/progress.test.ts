import { describe, expect, it } from '@jest/globals';
import { claimProgress, claimTrouble, type PersistentVolumeClaim } from '../../../../../domain/verdict/kinds/claim.ts';
import { daemonSetProgress } from '../../../../../domain/verdict/kinds/daemon-set.ts';
import { deploymentProgress } from '../../../../../domain/verdict/kinds/deployment.ts';
import { failureOf, isFinished, type Job, jobProgress, mayTryAgain } from '../../../../../domain/verdict/kinds/job.ts';
import { isOrdered, leavesPodsAlone, statefulSetProgress } from '../../../../../domain/verdict/kinds/stateful-set.ts';
import type { ClusterEvent, DaemonSet, StatefulSet } from '../../../../../domain/verdict/kubernetes.ts';
import { bare, bareDeployment, barePod, condition } from '../objects.ts';

const event = (reason: string, message?: string, more: object = {}): ClusterEvent =>
  ({
    kind: 'Event',
    metadata: { name: reason },
    reason,
    message,
    involvedObject: {},
    ...more,
  }) as unknown as ClusterEvent;

describe('a Deployment', () => {
  it.each<[string, object, object | undefined, object]>([
    [
      'that says nothing has one pod and none yet',
      {},
      undefined,
      { desired: 1, updated: 0, available: 0, old: 0, done: false },
    ],
    [
      'is done with all of its pods updated and available, and no other',
      { replicas: 2 },
      { replicas: 2, updatedReplicas: 2, availableReplicas: 2 },
      { desired: 2, updated: 2, available: 2, old: 0, done: true },
    ],
    [
      'is not while one is not updated',
      { replicas: 2 },
      { replicas: 1, updatedReplicas: 1, availableReplicas: 1 },
      { done: false },
    ],
    [
      'is not while an old one is left',
      { replicas: 2 },
      { replicas: 3, updatedReplicas: 2, availableReplicas: 3 },
      { old: 1, done: false },
    ],
    [
      'is not while one is not available',
      { replicas: 2 },
      { replicas: 2, updatedReplicas: 2, availableReplicas: 1 },
      { done: false },
    ],
    [
      'has no old pods less than none',
      { replicas: 2 },
      { replicas: 1, updatedReplicas: 2, availableReplicas: 2 },
      { old: 0, done: true },
    ],
    [
      'has nothing to say where nothing is counted',
      { replicas: 0 },
      {},
      { desired: 0, updated: 0, available: 0, old: 0, done: true },
    ],
  ])('%s', (_, spec, status, progress) => {
    expect(deploymentProgress(bareDeployment(spec, status))).toMatchObject({ by: 'pods', ...progress });
  });

  it('says when it is paused', () => {
    expect(deploymentProgress(bareDeployment({ paused: true }))).toHaveProperty('note', 'and it is paused');
    expect(deploymentProgress(bareDeployment({ paused: false }))).not.toHaveProperty('note');
  });
});

describe('a StatefulSet', () => {
  const set = (spec: object, status?: object) => bare('StatefulSet', spec, status) as StatefulSet;
  const partition = (count: number) => ({ updateStrategy: { rollingUpdate: { partition: count } } });
  const revisions = { updateRevision: 'b', currentRevision: 'a' };

  it.each<[string, object, object | undefined, object]>([
    [
      'that says nothing has one pod and none yet',
      {},
      undefined,
      { desired: 1, updated: 0, available: 0, old: 1, done: false },
    ],
    ['without a partition', { updateStrategy: { rollingUpdate: {} } }, {}, { desired: 1 }],
    ['without a word on how to roll', { updateStrategy: {} }, {}, { desired: 1 }],
    [
      'is done with all ready and updated',
      { replicas: 2 },
      { ...revisions, readyReplicas: 2, updatedReplicas: 2 },
      { desired: 2, updated: 2, available: 2, old: 0, done: true },
    ],
    [
      'is not while one is old',
      { replicas: 2 },
      { ...revisions, readyReplicas: 2, updatedReplicas: 1 },
      { old: 1, done: false },
    ],
    [
      'is not while one is not ready',
      { replicas: 2 },
      { ...revisions, readyReplicas: 1, updatedReplicas: 2 },
      { done: false },
    ],
    [
      'counts all that are ready as updated between two rollouts',
      { replicas: 2 },
      { readyReplicas: 2 },
      { updated: 2, done: true },
    ],
    [
      'counts those it updated, then, where they are more',
      { replicas: 2 },
      { readyReplicas: 1, updatedReplicas: 2 },
      { updated: 2, done: false },
    ],
    [
      'wants those above its partition updated, and all ready',
      { replicas: 3, ...partition(1) },
      { ...revisions, readyReplicas: 3, updatedReplicas: 2 },
      { desired: 2, old: 0, done: true, note: '1 below the partition of 1 keep their revision' },
    ],
    [
      'wants none above a partition that is higher than it is',
      { replicas: 2, ...partition(5) },
      { ...revisions, readyReplicas: 2 },
      { desired: 0, old: 0, done: true, note: '2 below the partition of 5 keep their revision' },
    ],
  ])('%s', (_, spec, status, progress) => {
    const found = statefulSetProgress(set(spec, status));
    expect(found).toMatchObject({ by: 'pods', ...progress });
    expect('note' in found).toBe('note' in progress);
  });

  it('goes on by itself and in order unless it says otherwise', () => {
    expect(leavesPodsAlone(set({}))).toBe(false);
    expect(leavesPodsAlone(set({ updateStrategy: { type: 'RollingUpdate' } }))).toBe(false);
    expect(leavesPodsAlone(set({ updateStrategy: { type: 'OnDelete' } }))).toBe(true);
    expect(isOrdered(set({}))).toBe(true);
    expect(isOrdered(set({ podManagementPolicy: 'OrderedReady' }))).toBe(true);
    expect(isOrdered(set({ podManagementPolicy: 'Parallel' }))).toBe(false);
  });
});

describe('a DaemonSet', () => {
  const of = (status?: object) => daemonSetProgress(bare('DaemonSet', {}, status) as DaemonSet);
  const counts = (desired: number, updated: number, available: number, spare = 0) => ({
    desiredNumberScheduled: desired,
    updatedNumberScheduled: updated,
    numberAvailable: available,
    numberMisscheduled: spare,
  });
  it.each<[string, object | undefined, object]>([
    ['on each node', counts(2, 2, 2), { desired: 2, updated: 2, available: 2, old: 0, done: true, spare: 0 }],
    ['that is old on one', counts(2, 1, 2), { old: 1, done: false }],
    ['that is not available on one', counts(2, 2, 1), { done: false }],
    ['that is updated where nobody wants it any more', counts(1, 2, 2), { old: 0, done: true }],
    ['that has no node', counts(0, 0, 0), { done: true, note: 'because no node matches its selector and tolerations' }],
    ['that nobody has looked at', undefined, { desired: 0, updated: 0, available: 0, old: 0, spare: 0 }],
    [
      'that is where it is not wanted, once',
      counts(2, 2, 2, 1),
      { spare: 1, note: 'beside 1 pod on nodes that it does not want (a taint; they may be down)' },
    ],
    [
      'that is there more often, and nowhere else',
      counts(0, 0, 0, 2),
      { spare: 2, note: 'beside 2 pods on nodes that it does not want (a taint; they may be down)' },
    ],
  ])('%s', (_, status, progress) => {
    expect(of(status)).toMatchObject({ by: 'pods', ...progress });
  });

  it('has nothing more to say while it is on its nodes', () => {
    expect(of(counts(1, 1, 1))).not.toHaveProperty('note');
  });
});

describe('a Job', () => {
  const job = (spec: object, status?: object) => bare('Job', spec, status) as Job;
  const failed = [condition('Complete', 'False'), condition('Failed')];

  it.each<[string, object, object | undefined, boolean, string]>([
    ['that has not begun', {}, undefined, false, 'has 0 of 1 done, 0 running'],
    ['on its way', { completions: 3 }, { active: 1, succeeded: 2 }, false, 'has 2 of 3 done, 1 running'],
    ['that has tried', {}, { active: 1, failed: 1 }, false, 'has 0 of 1 done, 1 running, 1 failed'],
    ['that is held', { suspend: true }, {}, false, 'has 0 of 1 done, 0 running, and it is suspended'],
    ['that is not held', { suspend: false }, {}, false, 'has 0 of 1 done, 0 running'],
    ['that is complete', {}, { succeeded: 1, conditions: [condition('Complete')] }, true, 'is complete: 1 succeeded'],
    [
      'that is complete at last',
      {},
      { succeeded: 1, failed: 2, conditions: [condition('Complete')] },
      true,
      'is complete: 1 succeeded, 2 failed',
    ],
    ['that is not', {}, { conditions: [condition('Complete', 'False')] }, false, 'has 0 of 1 done, 0 running'],
  ])('says how far it is: one %s', (_, spec, status, done, words) => {
    expect(jobProgress(job(spec, status))).toEqual({ by: 'status', done, lasting: false, words });
  });

  it('has failed by its condition, or by the one that comes before', () => {
    expect(failureOf(job({}, { conditions: failed }))).toMatchObject({ type: 'Failed' });
    const both = [condition('FailureTarget'), condition('Failed')];
    expect(failureOf(job({}, { conditions: both }))).toMatchObject({ type: 'Failed' });
    expect(
      failureOf(job({}, { conditions: [condition('Failed', 'False'), condition('FailureTarget')] })),
    ).toMatchObject({
      type: 'FailureTarget',
    });
    expect(failureOf(job({}, { conditions: [condition('Failed', 'False')] }))).toBeUndefined();
    expect(failureOf(job({}))).toBeUndefined();
    expect(isFinished(job({}))).toBe(false);
    expect(isFinished(job({}, { conditions: failed }))).toBe(true);
    expect(isFinished(job({}, { conditions: [condition('Complete')] }))).toBe(true);
    expect(isFinished(job({}, { conditions: [condition('Complete', 'False')] }))).toBe(false);
  });

  const never = { template: { spec: { restartPolicy: 'Never', containers: [] } } };
  const pods = (...phases: readonly string[]) => phases.map((phase) => barePod({ status: { phase } }));
  it.each<[string, object, object | undefined, readonly string[], boolean]>([
    ['that has failed', never, { conditions: failed }, [], false],
    ['whose pods are started again', {}, undefined, Array(9).fill('Failed'), true],
    ['that counts for each index', { ...never, backoffLimitPerIndex: 0 }, undefined, Array(9).fill('Failed'), true],
    ['with a policy of its own', { ...never, podFailurePolicy: {} }, undefined, Array(9).fill('Failed'), true],
    ['that has tried as often as it may', { ...never, backoffLimit: 1 }, undefined, ['Failed', 'Running'], true],
    ['that has tried once more', { ...never, backoffLimit: 1 }, undefined, ['Failed', 'Failed'], false],
    ['whose status knows of more', { ...never, backoffLimit: 1 }, { failed: 2 }, ['Failed'], false],
    ['that may try six times unless it says so', never, { failed: 6 }, [], true],
    ['that has tried seven times', never, { failed: 7 }, [], false],
    ['of whose pods nothing is known', { ...never, backoffLimit: 0 }, undefined, [], true],
  ])('may try again or not: one %s', (_, spec, status, phases, may) => {
    expect(mayTryAgain(job(spec, status), pods(...phases))).toBe(may);
  });

  it('looks at what failed of its pods alone', () => {
    expect(mayTryAgain(job({ ...never, backoffLimit: 0 }), [barePod()])).toBe(true);
  });
});

describe('a claim', () => {
  const claim = (status?: object, spec: object = {}) =>
    bare('PersistentVolumeClaim', spec, status) as PersistentVolumeClaim;
  const waits = event('WaitForFirstConsumer');
  const failing = (times: number, message = 'no quota', more: object = {}) =>
    event('ProvisioningFailed', message, { count: times, ...more });

  it.each<[string, PersistentVolumeClaim, readonly ClusterEvent[], boolean, string]>([
    ['that is bound', claim({ phase: 'Bound' }, { volumeName: 'pvc-1' }), [], true, 'is bound to volume "pvc-1"'],
    ['that is bound to what has no name', claim({ phase: 'Bound' }), [], true, 'is bound to volume ""'],
    [
      'that waits for its pod',
      claim({ phase: 'Pending' }),
      [waits],
      true,
      'waits for its first pod, as its storage class wants it',
    ],
    ['that waits, and something is wrong', claim({ phase: 'Pending' }), [waits, failing(2)], false, 'is pending'],
    ['that is told something else', claim({ phase: 'Pending' }), [event('Provisioning')], false, 'is pending'],
    ['that has lost its volume', claim({ phase: 'Lost' }), [], false, 'is lost'],
    ['that nobody has looked at', claim(), [], false, 'is pending'],
    ['of which nothing is told', claim({}), [], false, 'is pending'],
  ])('says how far it is: one %s', (_, of, events, done, words) => {
    expect(claimProgress(of, events)).toEqual({ by: 'status', done, words, lasting: false });
  });

  it.each<[string, readonly ClusterEvent[], string | undefined]>([
    ['nothing was told', [], undefined],
    ['a provisioner failed once', [failing(1)], undefined],
    ['a provisioner failed twice', [failing(2)], 'no quota'],
    ['two told it once each', [failing(1), failing(1, 'still none')], 'still none'],
    [
      'the newest word counts',
      [failing(1, 'new', { lastTimestamp: '2' }), failing(1, 'old', { lastTimestamp: '1' })],
      'new',
    ],
    [
      'its class is not there',
      [failing(1, 'storageclass.storage.k8s.io "fast" not found')],
      'storageclass.storage.k8s.io "fast" not found',
    ],
    [
      'it names no class',
      [event('FailedBinding', 'no persistent volumes available and no storage class is set')],
      'no persistent volumes available and no storage class is set',
    ],
    ['it is bound to nothing for another reason', [event('FailedBinding', 'other')], undefined],
    ['another event speaks of a class', [event('Provisioning', 'storageclass "fast" not found')], undefined],
    ['another event speaks of none', [event('Provisioning', 'no storage class is set')], undefined],
    ['events have no text', [event('FailedBinding'), event('ProvisioningFailed')], undefined],
  ])('is in trouble or not: %s', (_, events, trouble) => {
    expect(claimTrouble(events)).toBe(trouble);
  });
});

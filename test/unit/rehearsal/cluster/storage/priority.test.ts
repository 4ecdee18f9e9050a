import { describe, expect, it } from '@jest/globals';
import type { KubernetesObject } from '../../../../../rehearsal/cluster/kubernetes-object.ts';
import { newStore, PODS, pod, refusal } from './manifests.ts';

const CLASSES = { group: 'scheduling.k8s.io', resource: 'priorityclasses' };
const priorityClass = (name: string, more: Record<string, unknown> = {}): KubernetesObject => ({
  apiVersion: 'scheduling.k8s.io/v1',
  kind: 'PriorityClass',
  metadata: { name },
  value: 100,
  ...more,
});

describe('priority classes', () => {
  it('of the system are there from the start', () => {
    const found = newStore().list(CLASSES);
    expect(found.map(({ metadata, value }) => [metadata.name, value])).toEqual([
      ['system-cluster-critical', 2_000_000_000],
      ['system-node-critical', 2_000_001_000],
    ]);
  });

  it('give their pods a rank', () => {
    const store = newStore();
    store.create(CLASSES, priorityClass('high', { preemptionPolicy: 'Never' }));
    expect(store.create(PODS, pod('a', { priorityClassName: 'high' }))['spec']).toMatchObject({
      priority: 100,
      preemptionPolicy: 'Never',
    });
    expect(store.create(PODS, pod('b'))['spec']).toMatchObject({
      priority: 0,
      preemptionPolicy: 'PreemptLowerPriority',
    });
  });

  it('that are for everybody give their name too, and there is one of them', () => {
    const store = newStore();
    store.create(CLASSES, priorityClass('usual', { globalDefault: true }));
    expect(store.create(PODS, pod('a'))['spec']).toMatchObject({ priorityClassName: 'usual', priority: 100 });
    expect(refusal(() => store.create(CLASSES, priorityClass('second', { globalDefault: true }))).message).toBe(
      'priorityclasses.scheduling.k8s.io "second" is forbidden: PriorityClass usual is already marked as default. Only one default can exist',
    );
  });

  it.each([
    [{ priorityClassName: 'none' }, 'no PriorityClass with name none was found'],
    [{ priority: 5 }, 'the integer value of priority (5) must not be provided in pod spec'],
    [{ preemptionPolicy: 'Never' }, 'the string value of PreemptionPolicy (Never) must not be provided in pod spec'],
  ])('refuse a pod with %j', (spec, why) => {
    expect(refusal(() => newStore().create(PODS, pod('a', spec)))).toMatchObject({
      code: 403,
      message: expect.stringContaining(why),
    });
  });

  it.each([
    ['top', 1_000_000_001, 'value: Forbidden: maximum allowed value of a user defined priority is 1000000000'],
    ['system-mine', 5, 'system-mine is not a known system priority class'],
    ['system-node-critical', 5, 'value of system-node-critical PriorityClass must be 2000001000'],
  ])('named %s with the value %d are refused', (name, value, why) => {
    const store = newStore();
    if (name === 'system-node-critical') store.delete(CLASSES, '', name);
    expect(refusal(() => store.create(CLASSES, priorityClass(name, { value })))).toMatchObject({
      code: 422,
      message: expect.stringContaining(why),
    });
  });

  it('keep their value', () => {
    const store = newStore();
    const made = store.create(CLASSES, priorityClass('kept', { value: 1_000_000_000 }));
    expect(refusal(() => store.update(CLASSES, { ...made, value: 1 })).message).toContain(
      'value: Forbidden: may not be changed in an update.',
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import { wantedDaemonPods } from '../../../../domain/verdict/daemon-pods.ts';
import type { ControllerRevision, DaemonSet, Judged, Pod, Watched } from '../../../../domain/verdict/kubernetes.ts';
import { isOwnedBy, newPods, newReplicaSet } from '../../../../domain/verdict/new-pods.ts';
import { firstObservation } from '../../../../domain/verdict/observation.ts';
import { observe } from '../../../../domain/verdict/observe.ts';
import { canonical, isSame, sameTemplate } from '../../../../domain/verdict/same-template.ts';
import { isOnSilentNode } from '../../../../domain/verdict/silent-node.ts';
import { APPLIED, SUBJECT } from './api-rollout.ts';
import { bare, barePod, condition, podIn, statusOf } from './objects.ts';

const ownedBy = (uid: string, controller?: boolean) => ({
  ownerReferences: [{ uid, kind: 'x', name: 'x', ...(controller === undefined ? {} : { controller }) }],
});
const template = (image: string, hash?: string) => ({
  metadata: { labels: { app: 'api', ...(hash === undefined ? {} : { 'pod-template-hash': hash }) } },
  spec: { containers: [{ name: 'api', image }] },
});
const NEW = template('new');
const observation = (...objects: readonly Watched[]) =>
  objects.reduce((state, object) => observe(state, { type: 'seen', object }, 0), firstObservation(SUBJECT, APPLIED));
const set = (uid: string, of: object, metadata: object = {}): Watched =>
  bare('ReplicaSet' as 'Deployment', { template: of }, undefined, {
    uid,
    ...ownedBy('subject'),
    ...metadata,
  }) as unknown as Watched;
const pod = (name: string, metadata: object = {}): Pod => barePod({ name, metadata });

describe('an owner', () => {
  it('is who is named as one and does not deny to be the controller', () => {
    expect(isOwnedBy(pod('a').metadata, 'x')).toBe(false);
    expect(isOwnedBy(pod('a', ownedBy('y')).metadata, 'x')).toBe(false);
    expect(isOwnedBy(pod('a', ownedBy('x')).metadata, 'x')).toBe(true);
    expect(isOwnedBy(pod('a', ownedBy('x', true)).metadata, 'x')).toBe(true);
    expect(isOwnedBy(pod('a', ownedBy('x', false)).metadata, 'x')).toBe(false);
  });
});

describe('new pods', () => {
  const deployment = bare('Deployment', { template: NEW });
  const isNew = (judged: Judged, pods: readonly Pod[], ...others: readonly Watched[]) =>
    pods.filter(newPods(judged, pods, observation(...others))).map(({ metadata }) => metadata.name);

  it('of a Deployment are those of its ReplicaSet with its template, the oldest of several', () => {
    const sets = [
      set('foreign', NEW, ownedBy('other')),
      set('old', template('old')),
      set('young', template('new', 'x'), { creationTimestamp: '2026-02' }),
      set('first', template('new', 'y'), { creationTimestamp: '2026-01' }),
    ];
    expect(newReplicaSet(deployment, observation(...sets))?.metadata.uid).toBe('first');
    expect(newReplicaSet(deployment, observation(...sets, set('undated', NEW)))?.metadata.uid).toBe('undated');
    expect(newReplicaSet(deployment, observation(set('undated', NEW), ...sets))?.metadata.uid).toBe('undated');
    expect(newReplicaSet(bare('StatefulSet', { template: NEW }), observation(...sets))).toBeUndefined();
    const pods = [pod('a', ownedBy('first')), pod('b', ownedBy('young')), pod('c', ownedBy('subject')), pod('d')];
    expect(isNew(deployment, pods, ...sets)).toEqual(['a']);
    expect(isNew(deployment, pods)).toEqual([]);
  });

  it('of a StatefulSet are its own with the revision that it updates to', () => {
    const labels = (hash: string) => ({ labels: { 'controller-revision-hash': hash } });
    const stateful = bare('StatefulSet', {}, { updateRevision: 'two' });
    const pods = [
      pod('a', { ...ownedBy('subject'), ...labels('two') }),
      pod('b', { ...ownedBy('subject'), ...labels('one') }),
      pod('c', { ...ownedBy('other'), ...labels('two') }),
      pod('d', ownedBy('subject')),
    ];
    expect(isNew(stateful, pods)).toEqual(['a']);
    expect(isNew(bare('StatefulSet'), pods)).toEqual(['d']);
  });

  it('of a Job are its own, and others have none', () => {
    const pods = [pod('a', ownedBy('subject')), pod('b', ownedBy('other'))];
    expect(isNew(bare('Job'), pods)).toEqual(['a']);
    expect(isNew(bare('PersistentVolumeClaim'), pods)).toEqual([]);
    expect(isNew(bare('Custom'), pods)).toEqual([]);
    expect(newPods(bare('Custom'), pods, observation())(pod('a'))).toBe(false);
  });

  it('of a DaemonSet are its own that run what it wants, and foreign pods and revisions tell nothing', () => {
    const daemon = bare('DaemonSet', { template: NEW });
    const labels = (hash: string) => ({ labels: { 'controller-revision-hash': hash } });
    const kept = (uid: string, hash: string, owner: string): Watched =>
      ({
        ...bare('ControllerRevision' as 'DaemonSet', {}, undefined, { uid, ...ownedBy(owner), ...labels(hash) }),
        data: { spec: { template: NEW } },
        revision: hash === 'foreign' ? 9 : 1,
      }) as unknown as Watched;
    const pods = [
      pod('a', { ...ownedBy('subject'), ...labels('two') }),
      pod('b', { ...ownedBy('subject'), ...labels('foreign') }),
      pod('c', { ...ownedBy('other'), ...labels('two') }),
    ];
    expect(isNew(daemon, pods, kept('1', 'two', 'subject'), kept('2', 'foreign', 'other'))).toEqual(['a']);
    const counted = bare(
      'DaemonSet',
      { template: NEW },
      { observedGeneration: 1, updatedNumberScheduled: 1, desiredNumberScheduled: 1 },
      { generation: 1 },
    );
    const own = [pods[0], pod('z', { ...ownedBy('other'), ...labels('three') })].filter((each) => each !== undefined);
    expect(isNew(counted, own)).toEqual(['a']);
  });
});

describe('pods of a DaemonSet', () => {
  const GENERATION = { annotations: { 'deprecated.daemonset.template.generation': '3' }, generation: 7 };
  const daemon = (status?: object, metadata: object = GENERATION) =>
    bare('DaemonSet', { template: NEW }, status, metadata) as DaemonSet;
  const revision = (number: number, hash: string | undefined, of: object | undefined): ControllerRevision =>
    ({
      kind: 'ControllerRevision',
      metadata: {
        name: `r${number}`,
        uid: `r${number}`,
        resourceVersion: '1',
        ...(hash === undefined ? {} : { labels: { 'controller-revision-hash': hash } }),
      },
      ...(of === undefined ? {} : { data: { spec: { template: of } } }),
      revision: number,
    }) as ControllerRevision;
  const labelled = (name: string, hash?: string, generation?: string) =>
    pod(name, {
      labels: {
        ...(hash === undefined ? {} : { 'controller-revision-hash': hash }),
        ...(generation === undefined ? {} : { 'pod-template-generation': generation }),
      },
    });
  const wanted = (of: DaemonSet, pods: readonly Pod[], ...revisions: readonly ControllerRevision[]) =>
    pods.filter(wantedDaemonPods(of, pods, revisions)).map(({ metadata }) => metadata.name);

  it('run the template of its generation', () => {
    expect(wanted(daemon(), [labelled('a', 'x', '3'), labelled('b', 'y', '2'), pod('c')])).toEqual(['a']);
  });

  it('run the revision that keeps the template, the highest of several', () => {
    const pods = [labelled('a', 'one'), labelled('b', 'two'), labelled('c', 'three'), pod('d')];
    const patch = { $patch: 'replace', ...NEW };
    const revisions = [
      revision(2, 'two', patch),
      revision(1, 'one', patch),
      revision(3, 'three', template('old')),
      revision(4, 'none', undefined),
    ];
    expect(wanted(daemon(), pods, ...revisions)).toEqual(['b']);
    expect(wanted(daemon(), pods, ...revisions.toReversed())).toEqual(['b']);
    const emptyData = { ...revision(5, 'three', undefined), data: {} };
    expect(wanted(daemon(), pods, emptyData, revision(1, 'one', patch))).toEqual(['a']);
    expect(wanted(daemon(), pods, revision(1, undefined, patch))).toEqual([]);
  });

  it('are those with the hash of one that was made for it, where revisions are not seen', () => {
    expect(wanted(daemon(), [labelled('a', 'x', '3'), labelled('b', 'x', '2'), labelled('c', 'y', '2')])).toEqual([
      'a',
      'b',
    ]);
  });

  const counts = (observedGeneration: number, updated?: number, desired?: number) => ({
    observedGeneration,
    ...(updated === undefined ? {} : { updatedNumberScheduled: updated }),
    ...(desired === undefined ? {} : { desiredNumberScheduled: desired }),
  });
  it.each<[string, object | undefined, readonly string[]]>([
    ['are all, where the controller counts all as updated', counts(7, 2, 2), ['a', 'b']],
    ['are all where more are counted', counts(7, 3, 2), ['a', 'b']],
    ['are all where none are wanted', counts(7), ['a', 'b']],
    ['are none before it has counted all', counts(7, 1, 2), []],
    ['are none before it has looked', counts(6, 2, 2), []],
    ['are none where one is wanted and none counted', counts(7, undefined, 1), []],
    ['are none before there is a status', undefined, []],
  ])('that all have one hash %s', (_, status, names) => {
    expect(wanted(daemon(status), [labelled('a', 'x'), labelled('b', 'x')])).toEqual(names);
  });

  it('are none where they have several hashes, or none', () => {
    expect(wanted(daemon(counts(7, 2, 2)), [labelled('a', 'x'), labelled('b', 'y')])).toEqual([]);
    expect(wanted(daemon(counts(7, 2, 2)), [pod('a')])).toEqual([]);
  });

  it('of a set without a generation are not those without one', () => {
    expect(wanted(daemon(undefined, {}), [labelled('a', 'x', '3'), pod('b')])).toEqual([]);
  });
});

describe('equal values', () => {
  it('have one text, in any order, without what is not there', () => {
    expect(canonical({ b: [1, { d: null, c: 'x' }], a: undefined })).toBe('{"b":[1,{"c":"x"}]}');
    expect(canonical({ b: 1, a: 2, c: 3 })).toBe('{"a":2,"b":1,"c":3}');
    expect(canonical(undefined)).toBe('null');
    expect(canonical(null)).toBe('null');
    expect(canonical([1, 2])).toBe('[1,2]');
  });

  it.each<[string, unknown, unknown, boolean]>([
    ['numbers', 1, 1, true],
    ['other numbers', 1, 2, false],
    ['nothing and nothing', null, undefined, true],
    ['something and nothing', 0, undefined, false],
    ['nothing and an object', null, {}, false],
    ['an object and nothing', {}, undefined, false],
    ['a text and an object', 'x', {}, false],
    ['lists', [1, { a: 1 }], [1, { a: 1 }], true],
    ['lists in another order', [1, 2], [2, 1], false],
    ['a list and its beginning', [1, 2], [1], false],
    ['a beginning and its list', [1], [1, 2], false],
    ['a list and an object', [], {}, false],
    ['an object and a list', {}, [], false],
    ['objects in any order', { a: 1, b: 2 }, { b: 2, a: 1 }, true],
    ['an object with a key of nothing', { a: 1, b: undefined, c: null }, { a: 1 }, true],
    ['an object and one with a key of nothing', { a: 1 }, { a: 1, b: undefined, c: null }, true],
    ['an object with one key more', { a: 1 }, { a: 1, b: 2 }, false],
    ['objects of other keys', { a: 1 }, { b: 1 }, false],
    ['objects of other values', { a: { b: 1 } }, { a: { b: 2 } }, false],
  ])('are the same or not: %s', (_, a, b, same) => {
    expect(isSame(a, b)).toBe(same);
    expect(canonical(a) === canonical(b)).toBe(same);
  });

  it('are templates but for the hash that their controller adds', () => {
    expect(sameTemplate(template('x', 'h'), template('x'))).toBe(true);
    expect(sameTemplate(template('x', 'h'), template('x', 'i'))).toBe(true);
    expect(sameTemplate(template('x'), template('y'))).toBe(false);
    const { metadata: _, ...without } = template('x');
    expect(sameTemplate(without, { ...without, metadata: {} })).toBe(true);
    expect(sameTemplate(without, { ...without, metadata: { labels: {} } })).toBe(true);
    expect(sameTemplate(without, template('x'))).toBe(false);
    expect(sameTemplate({ ...without, metadata: { annotations: { a: 'b' } } }, without)).toBe(false);
  });
});

describe('a node that says nothing more', () => {
  const NODE = { spec: { nodeName: 'node-1' } };
  const frozen = (...more: Parameters<typeof condition>[]) => ({
    conditions: [condition('Ready', 'False'), condition('ContainersReady'), ...more.map((each) => condition(...each))],
  });
  const gate = { spec: { nodeName: 'node-1', readinessGates: [{ conditionType: 'lb' }] } };

  it.each<[string, Pod, boolean]>([
    ['without a node', barePod({ status: { reason: 'NodeLost' } }), false],
    ['that is lost with it', barePod({ ...NODE, status: { reason: 'NodeLost' } }), true],
    ['of which nothing is known', barePod(NODE), false],
    [
      'that only the scheduler has written of',
      barePod({ ...NODE, status: { phase: 'Pending', conditions: [condition('PodScheduled')] } }),
      true,
    ],
    ['of which not even that is told', barePod({ ...NODE, status: { phase: 'Pending' } }), true],
    [
      'that its node has begun',
      barePod({
        ...NODE,
        status: { phase: 'Pending', conditions: [condition('PodScheduled'), condition('Initialized')] },
      }),
      false,
    ],
    ['whose containers are told', podIn(undefined, {}, { ...NODE, status: { phase: 'Pending' } }), false],
    [
      'whose init containers are told',
      barePod({ ...NODE, status: { phase: 'Pending', initContainerStatuses: [statusOf('x')] } }),
      false,
    ],
    ['that runs', barePod({ ...NODE, status: { phase: 'Running' } }), false],
    ['that is not ready although its containers are', barePod({ ...NODE, status: frozen() }), true],
    ['that waits for a gate', barePod({ ...gate, status: frozen() }), false],
    ['whose gate says no', barePod({ ...gate, status: frozen(['lb', 'False']) }), false],
    ['whose gate is open', barePod({ ...gate, status: frozen(['lb']) }), true],
    [
      'whose containers are not ready',
      barePod({
        ...NODE,
        status: { conditions: [condition('Ready', 'False'), condition('ContainersReady', 'False')] },
      }),
      false,
    ],
    [
      'that is ready',
      barePod({ ...NODE, status: { conditions: [condition('Ready'), condition('ContainersReady')] } }),
      false,
    ],
    [
      'of which only that is known',
      barePod({ ...NODE, status: { conditions: [condition('ContainersReady')] } }),
      false,
    ],
    [
      'of which only the other is known',
      barePod({ ...NODE, status: { conditions: [condition('Ready', 'False')] } }),
      false,
    ],
  ])('is that of a pod or not: one %s', (_, of, silent) => {
    expect(isOnSilentNode(of)).toBe(silent);
  });
});

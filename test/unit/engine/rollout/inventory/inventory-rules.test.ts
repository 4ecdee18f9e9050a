import { describe, expect, it } from '@jest/globals';
import { seconds } from '../../../../../domain/seconds.ts';
import { type Counts, replicasBack, scales } from '../../../../../engine/rollout/abort/replicas.ts';
import type { KubernetesObject, ObjectReference } from '../../../../../engine/rollout/cluster.ts';
import { broughtAfter, dropped, untouchedSince } from '../../../../../engine/rollout/inventory/brought.ts';
import { findBefore, sparing } from '../../../../../engine/rollout/inventory/found-before.ts';
import { staysBecause } from '../../../../../engine/rollout/inventory/may-be-removed.ts';
import { inOrderOfRemoval, turnOf } from '../../../../../engine/rollout/inventory/removal-order.ts';
import type { HistoryEntry, StateOfEntry } from '../../../../../engine/rollout/state/history.ts';
import { withDerivedDefaults } from '../../../../../engine/rollout/unions/derived-defaults.ts';

const object = (kind: string, name = 'a', rest: object = {}): KubernetesObject => ({
  apiVersion: kind === 'Deployment' || kind === 'StatefulSet' ? 'apps/v1' : 'v1',
  kind,
  ...rest,
  metadata: { name, ...(rest as { metadata?: object }).metadata },
});
const entry = (key: string, at: number, objects: readonly KubernetesObject[], state: StateOfEntry = 'good') =>
  ({
    key,
    state,
    release: undefined,
    commit: undefined,
    at: `2026-11-23T12:00:${String(at).padStart(2, '0')}.000Z`,
    objects,
  }) satisfies HistoryEntry;
const names = (objects: readonly KubernetesObject[]) => objects.map(({ metadata }) => metadata.name);

describe('why an object stays', () => {
  const marked = (metadata: object = {}, annotations: object = {}) => ({
    metadata: { annotations: { 'sluice.dev/service': 'api', ...annotations }, ...metadata },
  });
  const wrote = (manager: string, fieldsV1: object, subresource?: string) =>
    marked({ managedFields: [{ manager, operation: 'Update', fieldsV1, ...(subresource && { subresource }) }] });

  it.each<[string, KubernetesObject, string | undefined]>([
    ['ours', object('ConfigMap', 'a', marked()), undefined],
    ['a claim', object('PersistentVolumeClaim', 'a', marked()), 'data'],
    [
      'a set that takes its claims with it',
      object('StatefulSet', 'a', {
        ...marked(),
        spec: { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete', whenScaled: 'Retain' } },
      }),
      'data',
    ],
    [
      'a set that leaves them',
      object('StatefulSet', 'a', {
        ...marked(),
        spec: { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain' } },
      }),
      undefined,
    ],
    ['a set that says nothing', object('StatefulSet', 'a', { ...marked(), spec: {} }), undefined],
    [
      'an owned one',
      object('ConfigMap', 'a', marked({ ownerReferences: [{ kind: 'Pod', name: 'x' }] })),
      'other-owner',
    ],
    [
      'one of Argo CD',
      object('ConfigMap', 'a', marked({ labels: { 'argocd.argoproj.io/instance': 'x' } })),
      'other-tool',
    ],
    ['one of Flux', object('ConfigMap', 'a', marked({ labels: { 'helm.toolkit.fluxcd.io/name': 'x' } })), 'other-tool'],
    [
      'one of Helm',
      object('ConfigMap', 'a', marked({ labels: { 'app.kubernetes.io/managed-by': 'Helm' } })),
      'other-tool',
    ],
    [
      'one with our label',
      object('ConfigMap', 'a', marked({ labels: { 'app.kubernetes.io/managed-by': 'sluice' } })),
      undefined,
    ],
    ['one of kapp', object('ConfigMap', 'a', marked({ labels: { 'kapp.k14s.io/app': '1' } })), 'other-tool'],
    [
      'one that Flux keeps',
      object('ConfigMap', 'a', marked({}, { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' })),
      'kept-on-purpose',
    ],
    [
      'one that Argo CD keeps',
      object('ConfigMap', 'a', marked({}, { 'argocd.argoproj.io/sync-options': 'A=b,Prune=false' })),
      'kept-on-purpose',
    ],
    [
      'one that Argo CD may prune',
      object('ConfigMap', 'a', marked({}, { 'argocd.argoproj.io/sync-options': 'Prune=true' })),
      undefined,
    ],
    ['an unmarked one', object('ConfigMap', 'a'), 'unmarked'],
    [
      'one of another service',
      object('ConfigMap', 'a', marked({}, { 'sluice.dev/service': 'other' })),
      'other-service',
    ],
    ['one that somebody wrote', object('ConfigMap', 'a', wrote('kubectl-edit', { 'f:data': {} })), 'changed-since'],
    ['one that we wrote', object('ConfigMap', 'a', wrote('sluice-phase', { 'f:data': {} })), undefined],
    [
      'one that somebody labelled',
      object('ConfigMap', 'a', wrote('x', { 'f:metadata': {}, 'f:status': {} })),
      undefined,
    ],
    ['one that was scaled', object('Deployment', 'a', wrote('hpa', { 'f:spec': {} }, 'scale')), undefined],
    ['one that was restarted', object('Deployment', 'a', wrote('kubectl-rollout', { 'f:spec': {} })), undefined],
  ])('%s', (_, live, code) => {
    expect(staysBecause(live, 'api')?.code).toBe(code);
  });

  it('is data before all, then that it is spared', () => {
    const spared = () => ({ code: 'was-there-before' }) as const;
    expect(staysBecause(object('PersistentVolumeClaim'), 'api', spared)?.code).toBe('data');
    expect(staysBecause(object('ConfigMap'), 'api', spared)?.code).toBe('was-there-before');
  });
});

describe('inventories', () => {
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => object('ConfigMap', name)) as [
    KubernetesObject,
    KubernetesObject,
    KubernetesObject,
    KubernetesObject,
  ];
  const old = entry('old', 1, [d]);
  const target = entry('target', 10, [a, b]);
  const tried = entry('tried', 20, [b, c], 'cancelled');
  const forged = entry('forged', 30, [d], 'changed');
  const history = [forged, tried, target, old];

  it('tell what came after a state, edited ones aside', () => {
    expect(names(broughtAfter(target, history, [b]))).toEqual(['c']);
    expect(names(broughtAfter(target, [target, old], [b, d]))).toEqual(['d']);
    expect(names(broughtAfter(target, [], [object('Secret', 'sluice-history-api')]))).toEqual([]);
  });

  it('tell what no later state has written; workloads are always gone back to', () => {
    expect(names(untouchedSince(target, history, []))).toEqual(['a']);
    expect(names(untouchedSince(target, history, [a]))).toEqual([]);
    expect(names(untouchedSince(target, [target, entry('older', 1, [a])], [b]))).toEqual(['a']);
    const workload = object('Deployment', 'w', { spec: { template: { spec: {} } } });
    expect(names(untouchedSince(entry('t', 10, [workload]), [], []))).toEqual([]);
  });

  it('tell what a state lacks, each object once, whatever version of the API it is written in', () => {
    expect(names(dropped(history, 'tried', [b, c]))).toEqual(['a', 'd']);
    expect(names(dropped([old, entry('older', 0, [d])], 'x', []))).toEqual(['d']);
    const [beta, stable] = ['autoscaling/v2beta2', 'autoscaling/v2'].map((apiVersion) => ({ ...a, apiVersion }));
    expect(dropped([entry('old', 1, [beta as KubernetesObject])], 'x', [stable as KubernetesObject])).toEqual([]);
  });

  const made = (name: string, at: number) =>
    object('ConfigMap', name, { metadata: { creationTimestamp: `2026-11-23T12:00:${String(at).padStart(2, '0')}Z` } });
  const holding = (...live: readonly KubernetesObject[]) => ({
    get: async ({ name }: ObjectReference) => live.find(({ metadata }) => metadata.name === name),
  });

  it.each<[string, KubernetesObject[], HistoryEntry[], boolean]>([
    ['what is not there', [], [], false],
    ['what no try has had', [made('c', 15)], [], true],
    ['what an earlier try has brought', [made('c', 15)], [tried], false],
    ['what a try has had, and was there before it', [made('c', 5)], [tried], true],
    ['what a good state has had', [made('c', 15)], [entry('good', 20, [c])], true],
    ['what a try before the last good state has had', [made('c', 15)], [entry('early', 5, [c], 'failed')], true],
  ])('know what was there before: %s', async (_, live, others, before) => {
    const where = { rollback: seconds(1), namespace: 'n' };
    const found = await findBefore(where, holding(...live), [b, c], { target, history: [...others, target] });
    expect([...found]).toEqual(before ? ['/ConfigMap/c'] : []);
    const unasked = { ...where, rollback: undefined };
    expect(await findBefore(unasked, holding(...live), [c], { target, history: [] })).toEqual(new Set());
  });

  it('spare what is older than the state that is gone back to, by whole seconds', () => {
    const spared = sparing(target, new Set(['/ConfigMap/x']));
    expect(spared(made('c', 9))?.code).toBe('was-there-before');
    expect(spared(made('c', 10))).toBeUndefined();
    expect(spared(made('x', 30))?.code).toBe('was-there-before');
  });

  it('are taken away in the order that hurts least', () => {
    const kinds = [
      'ServiceAccount',
      'ConfigMap',
      'Widget',
      'Service',
      'Ingress',
      'NetworkPolicy',
      'HorizontalPodAutoscaler',
    ];
    const workload = object('Deployment', 'w', { spec: { template: { spec: {} } } });
    const ordered = inOrderOfRemoval([...kinds.map((kind) => object(kind)), workload]).map(({ kind }) => kind);
    expect(ordered).toEqual([
      'HorizontalPodAutoscaler',
      'NetworkPolicy',
      'Ingress',
      'Service',
      'Deployment',
      'Widget',
      'ConfigMap',
      'ServiceAccount',
    ]);
    expect(ordered.filter((kind) => turnOf(object(kind)) === 'first')).toHaveLength(2);
  });
});

describe('as many pods as ran before', () => {
  it.each<[string, Partial<Counts>, number]>([
    ['of a workload that is gone', { now: undefined }, 3],
    ['that the release itself changed', { now: 2, left: 2 }, 4],
    ['that its own autoscaler changed', { now: 1, left: 2, isScaledByLeft: true }, 4],
    ['that somebody else changed since', { now: 7, left: 2 }, 7],
    ['where nobody knows what ran before', { now: 2, left: 2, before: undefined }, 3],
  ])('%s', (_, change, expected) => {
    const same: Counts = { kept: 3, before: 4, now: 4, left: 4, isScaledByLeft: false };
    expect(replicasBack({ ...same, ...change })).toBe(expected);
  });

  it('an autoscaler is that of the workload that it names', () => {
    const scaler = (target: object) => object('HorizontalPodAutoscaler', 'h', { spec: { scaleTargetRef: target } });
    expect(scales(scaler({ kind: 'Deployment', name: 'a' }), object('Deployment'))).toBe(true);
    expect(scales(scaler({ name: 'a' }), object('Deployment'))).toBe(true);
    expect(scales(scaler({ kind: 'StatefulSet', name: 'a' }), object('Deployment'))).toBe(false);
    expect(scales(scaler({ kind: 'Deployment', name: 'b' }), object('Deployment'))).toBe(false);
    expect(scales(object('ConfigMap'), object('Deployment'))).toBe(false);
  });
});

describe('what the server derives from other fields', () => {
  const policy = (spec: object): KubernetesObject => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'a' },
    spec,
  });

  it.each([
    [{}, ['Ingress']],
    [{ egress: [] }, ['Ingress']],
    [{ egress: [{}] }, ['Ingress', 'Egress']],
    [{ policyTypes: ['Egress'] }, ['Egress']],
  ])('is written out, so that it changes with these: %j', (spec, policyTypes) => {
    expect(withDerivedDefaults(policy(spec))).toEqual(policy({ ...spec, policyTypes }));
  });

  it('is nothing of other kinds', () => {
    const map = object('ConfigMap');
    expect(withDerivedDefaults(map)).toBe(map);
  });
});

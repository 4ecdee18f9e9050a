import { describe, expect, it } from '@jest/globals';
import { seconds } from '../../../../../domain/seconds.ts';
import { rolling } from '../../../../../domain/strategy.ts';
import { type KubernetesObject, Refusal } from '../../../../../engine/rollout/cluster.ts';
import { identityOf } from '../../../../../engine/rollout/inventory/identity.ts';
import { SERVICE } from '../../../../../engine/rollout/inventory/service-mark.ts';
import { IRREVERSIBLE, STATE } from '../../../../../engine/rollout/state/annotations.ts';
import type { HistoryEntry, StateOfEntry } from '../../../../../engine/rollout/state/history.ts';
import { lookAhead } from '../../../../../engine/rollout/way-back/before-first-write.ts';
import { findWayBack } from '../../../../../engine/rollout/way-back/find-way-back.ts';
import { oneWays, oneWayWords } from '../../../../../engine/rollout/way-back/one-way.ts';
import { obstacles } from '../../../../../engine/rollout/way-back/try-way-back.ts';
import { clusterOf } from '../preflight/answering-cluster.ts';

const object = (kind: string, more: object, apiVersion = 'v1'): KubernetesObject => ({
  ...{ apiVersion, kind, metadata: { name: 'x', namespace: 'shop' } },
  ...more,
});
const claim = (storage: unknown, more: object = {}) =>
  object('PersistentVolumeClaim', { spec: { resources: { requests: { storage } }, ...more } });
const settings = (value: string, more: object = {}) => object('ConfigMap', { data: { value }, ...more });
const service = (spec: object) => object('Service', { spec });
const balanced = (loadBalancerClass?: string) =>
  service({ type: 'LoadBalancer', ...(loadBalancerClass === undefined ? {} : { loadBalancerClass }) });
const GROWN = { code: 'grown', field: 'spec.resources.requests.storage', from: '1Gi', to: '2Gi' } as const;
const SEALED = { code: 'sealed', field: 'immutable', from: 'false', to: 'true' } as const;
const setTo = (field: string, to: string) => ({ code: 'class-set', field: `spec.${field}`, from: 'none', to }) as const;

describe('a change that is never taken back', () => {
  it.each<[string, KubernetesObject, KubernetesObject, readonly object[]]>([
    ['a claim that grows', claim('2Gi'), claim('1Gi'), [GROWN]],
    ['a claim that stays', claim('1024Mi'), claim('1Gi'), []],
    ['a claim that shrinks', claim('1Gi'), claim('2Gi'), []],
    ['a claim of which the old size is not known', claim('2Gi'), object('PersistentVolumeClaim', { spec: {} }), []],
    [
      'a claim of which the new one is not',
      object('PersistentVolumeClaim', { spec: { resources: {} } }),
      claim('1Gi'),
      [],
    ],
    ['a claim without anything', object('PersistentVolumeClaim', {}), object('PersistentVolumeClaim', {}), []],
    [
      'a class of a claim',
      claim('1Gi', { volumeAttributesClassName: 'fast' }),
      claim('1Gi'),
      [setTo('volumeAttributesClassName', 'fast')],
    ],
    [
      'both',
      claim('2Gi', { volumeAttributesClassName: 'fast' }),
      claim('1Gi'),
      [GROWN, setTo('volumeAttributesClassName', 'fast')],
    ],
    [
      'another class of a claim',
      claim('1Gi', { volumeAttributesClassName: 'fast' }),
      claim('1Gi', { volumeAttributesClassName: 'slow' }),
      [],
    ],
    ['a ConfigMap that is sealed', settings('b', { immutable: true }), settings('a'), [SEALED]],
    ['one that was before', settings('b', { immutable: true }), settings('a', { immutable: true }), []],
    ['one that is not', settings('b', { immutable: false }), settings('a'), []],
    ['a Secret that is sealed', object('Secret', { immutable: true }), object('Secret', {}), [SEALED]],
    ['what is called so elsewhere', object('Secret', { immutable: true }, 'x/v1'), object('Secret', {}, 'x/v1'), []],
    ['a class of a balancer', balanced('internal'), balanced(), [setTo('loadBalancerClass', 'internal')]],
    ['another class of it', balanced('internal'), balanced('external'), []],
    ['no class of it', balanced(), balanced(), []],
    ['a Service that becomes one', balanced('internal'), service({ type: 'ClusterIP' }), []],
    ['a Service that is none any more', service({ type: 'ClusterIP', loadBalancerClass: 'x' }), balanced(), []],
    ['a Service without anything', object('Service', {}), object('Service', {}), []],
    ['one that becomes a balancer of nothing', balanced('internal'), object('Service', {}), []],
    ['anything else', object('Deployment', { immutable: true }, 'apps/v1'), object('Deployment', {}, 'apps/v1'), []],
  ])('is found: %s', (_, coming, back, wanted) => {
    expect(oneWays(coming, back)).toEqual(wanted);
  });

  it('is told by what it does', () => {
    expect([GROWN, SEALED, setTo('loadBalancerClass', 'internal')].map(oneWayWords)).toEqual([
      'spec.resources.requests.storage grows from 1Gi to 2Gi, and a claim never shrinks',
      '"immutable" becomes true, and what is immutable is never changed again',
      'spec.loadBalancerClass becomes "internal", and is never taken away again',
    ]);
  });
});

const way = { namespace: 'shop', takeOver: [] };

describe('what speaks against going back', () => {
  const saying = (error: Error) => {
    const cluster = clusterOf();
    cluster.dryRun = () => {
      throw error;
    };
    return cluster;
  };
  const told = (
    cluster: ReturnType<typeof clusterOf>,
    back: KubernetesObject,
    written: KubernetesObject,
    coming = written,
  ) => obstacles(cluster, { ...way, back: [back], objects: [written], answers: [coming] });

  it('is nothing where the server takes it, and is not asked of what stays as it is', async () => {
    expect(await told(clusterOf(), settings('a'), settings('b'))).toEqual([]);
    expect(await told(saying(new Refusal(422, 'Invalid', 'no')), settings('a'), settings('a'))).toEqual([]);
  });

  it('is every change that is never taken back', async () => {
    const coming = claim('2Gi', { volumeAttributesClassName: 'fast' });
    expect(await told(clusterOf(), claim('1Gi'), claim('2Gi'), coming)).toEqual([
      'PersistentVolumeClaim "x": spec.resources.requests.storage grows from 1Gi to 2Gi, and a claim never shrinks; spec.volumeAttributesClassName becomes "fast", and is never taken away again',
    ]);
  });

  it('is what the server says', async () => {
    const IMMUTABLE = 'ConfigMap "x" is invalid: data: Forbidden: field is immutable when `immutable` is set';
    expect(await told(saying(new Refusal(403, 'Forbidden', 'a policy says no')), settings('a'), settings('b'))).toEqual(
      ['ConfigMap "x": the API server refuses the kept one: a policy says no.'],
    );
    expect(await told(saying(new Refusal(422, 'Invalid', IMMUTABLE)), settings('a'), settings('b'))).toEqual([
      expect.stringMatching(/^ConfigMap "x" changes data, which cannot be changed after creation/),
    ]);
    expect(await told(saying(new Refusal(403, 'Forbidden', IMMUTABLE)), settings('a'), settings('b'))).toEqual([
      expect.stringMatching(/^ConfigMap "x": the API server refuses the kept one: /),
    ]);
    await expect(told(saying(new TypeError('ours')), settings('a'), settings('b'))).rejects.toThrow('ours');
  });

  it('is asked of what the release does not write, too', async () => {
    const cluster = saying(new Refusal(422, 'Invalid', 'no'));
    const found = await obstacles(cluster, { ...way, back: [settings('a')], objects: [], answers: [] });
    expect(found).toEqual(['ConfigMap "x": the API server refuses the kept one: no.']);
  });
});

const entry = (key: string, state: StateOfEntry, objects: readonly KubernetesObject[]): HistoryEntry => ({
  ...{ key, state, objects, release: undefined, commit: undefined, at: '2026-11-01T00:00:00Z' },
});
const running = (state: string): KubernetesObject => ({
  ...object('Deployment', { spec: { replicas: 3, template: { spec: { containers: [] } } } }, 'apps/v1'),
  metadata: { name: 'x', namespace: 'shop', annotations: { [STATE]: state } },
});

describe('a way back', () => {
  const target = entry('one', 'good', [settings('a')]);
  const sealed = settings('b', { immutable: true });
  const start = {
    ...{ key: 'two', written: [sealed], objects: [sealed], answers: [sealed] },
    ...{ live: new Map([['Deployment "x"', running('one')]]), history: [target], target },
  };
  const asked = { kind: 'rollout', rollback: seconds(300), strategy: rolling(), namespace: 'shop' } as const;
  const find = (change: Partial<typeof start> | object = {}, how: object = {}) =>
    findWayBack(
      { ...asked, ...how } as Parameters<typeof findWayBack>[0],
      { cluster: clusterOf() },
      { ...start, ...change },
    );
  const WHAT = 'ConfigMap "x": "immutable" becomes true, and what is immutable is never changed again.';
  const NOTHING = { refusals: [], notes: [] };

  it('that is not there refuses the release, and is told where nobody wants it', async () => {
    expect(await find()).toEqual({
      refusals: [
        `If this release fails, going back to the last good state would be refused, so nothing was written. ${WHAT} Take that change out, or roll it out without a way back: --no-rollback, in the action rollback: false.`,
      ],
      notes: [],
    });
    expect(await find({}, { rollback: undefined })).toEqual({
      refusals: [],
      notes: [`There is no way back from this release. ${WHAT}`],
    });
  });

  const irreversible = { ...sealed, metadata: { ...sealed.metadata, annotations: { [IRREVERSIBLE]: 'true' } } };
  it.each<[string, object, object]>([
    ['is a rollback', {}, { kind: 'rollback' }],
    ['moves the traffic', {}, { strategy: { kind: 'blueGreen' } }],
    ['is the first', { target: undefined }, {}],
    ['says that it cannot be undone', { written: [irreversible, settings('z')] }, {}],
    [
      'runs already, and was good',
      { live: new Map([['x', running('two')]]), history: [target, entry('two', 'good', [])] },
      {},
    ],
    ['changes nothing of that kind', { objects: [settings('b')], answers: [settings('b')] }, {}],
  ])('is not looked for where a release %s', async (_, change, how) => {
    expect(await find(change, how)).toEqual(NOTHING);
  });

  it.each<[string, object]>([
    [
      'runs already, and was never good',
      { live: new Map([['x', running('two')]]), history: [target, entry('two', 'failed', [])] },
    ],
    ['was good, and does not run', { history: [target, entry('two', 'good', [])] }],
    [
      'runs, and another one was good',
      {
        live: new Map([
          ['x', running('two')],
          ['y', running('one')],
        ]),
      },
    ],
  ])('is looked for where a release %s', async (_, change) => {
    expect((await find(change)).refusals).toHaveLength(1);
  });

  it('goes back to as many pods as run now', async () => {
    const cluster = clusterOf();
    const replicas: unknown[] = [];
    cluster.dryRun = (one) => {
      replicas.push((one['spec'] as { readonly replicas?: number }).replicas);
      return one;
    };
    const kept = object('Deployment', { spec: { replicas: 1, template: { spec: { containers: [] } } } }, 'apps/v1');
    const back = entry('one', 'good', [kept]);
    const changed = object('Deployment', { spec: { replicas: 9, template: { spec: { containers: [] } } } }, 'apps/v1');
    await findWayBack(
      asked,
      { cluster },
      { ...start, objects: [changed], answers: [changed], history: [back], target: back },
    );
    expect(replicas).toEqual([3]);
  });

  describe('with what is to be deleted', () => {
    const cluster = (allowed: boolean, ...live: readonly KubernetesObject[]) => {
      const made = clusterOf(...live);
      made.review = (kind) => (kind === 'SelfSubjectRulesReview' ? { resourceRules: [] } : { allowed });
      return made;
    };
    const extra = object('Service', {});
    const found = {
      ...{ key: 'two', foundBefore: new Set<string>(), history: [target], target, answers: [], live: new Map() },
      manifests: { objects: [settings('b'), extra], preDeployJobs: [], jobs: [] },
    };
    const look = (made: ReturnType<typeof clusterOf>, change: object = {}, how: object = {}) =>
      lookAhead({ ...asked, service: 'api', ...how } as Parameters<typeof lookAhead>[0], { cluster: made }, {
        ...found,
        ...change,
      } as unknown as Parameters<typeof lookAhead>[2]);

    it('is told where it may not be deleted, and is nothing where it may', async () => {
      expect(await look(cluster(true))).toEqual(NOTHING);
      const { refusals, notes } = await look(cluster(false));
      expect(refusals).toEqual([]);
      expect(notes).toEqual([expect.stringContaining('delete services')]);
    });

    it.each<[string, object, object]>([
      ['was there before', { foundBefore: new Set([identityOf(extra)]) }, {}],
      ['is not gone back from', {}, { rollback: undefined }],
      ['is the first of all', { target: undefined }, {}],
    ])('is nothing where what the release brings %s', async (_, change, how) => {
      expect(await look(cluster(false), change, how)).toEqual(NOTHING);
    });

    it('is what earlier states have left, where that is asked for and it is ours', async () => {
      const left = (service: string): KubernetesObject => ({
        ...object('Service', { spec: {} }),
        metadata: { name: 'left', namespace: 'shop', annotations: { [SERVICE]: service } },
      });
      const history = [entry('one', 'good', [settings('a'), left('api')])];
      const of = async (live: KubernetesObject, how: object) =>
        await look(
          cluster(false, live),
          { history, target: history[0], manifests: { objects: [settings('b')], preDeployJobs: [], jobs: [] } },
          how,
        );
      expect((await of(left('api'), { prune: true })).refusals).toEqual([expect.stringContaining('delete services')]);
      expect(await of(left('other'), { prune: true })).toEqual(NOTHING);
      expect(await of(left('api'), {})).toEqual(NOTHING);
    });

    it('is refused by an object of the release that cannot be gone back from', async () => {
      const objects = [sealed];
      const job = { ...irreversible, metadata: { ...irreversible.metadata, name: 'job' } };
      const manifests = { objects, preDeployJobs: [], jobs: [] };
      expect((await look(cluster(true), { manifests, answers: [sealed] })).refusals).toHaveLength(1);
      for (const more of [{ preDeployJobs: [job] }, { jobs: [job] }])
        expect(await look(cluster(true), { manifests: { ...manifests, ...more }, answers: [sealed] })).toEqual(NOTHING);
    });
  });
});

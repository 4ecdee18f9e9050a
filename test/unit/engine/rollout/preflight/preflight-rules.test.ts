import { describe, expect, it } from '@jest/globals';
import { seconds } from '../../../../../domain/seconds.ts';
import { type KubernetesObject, Refusal } from '../../../../../engine/rollout/cluster.ts';
import { newerRun, readLive } from '../../../../../engine/rollout/live/live.ts';
import { preflight, rightsRefusals } from '../../../../../engine/rollout/preflight/preflight.ts';
import { RUN } from '../../../../../engine/rollout/state/annotations.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { clusterOf, deploymentOf } from './answering-cluster.ts';

const object = (kind: string, more: object = {}, apiVersion = 'v1', name = 'x'): KubernetesObject => ({
  ...{ apiVersion, kind, metadata: { name } },
  ...more,
});

describe('what is live', () => {
  const deployments = ['a', 'b', 'c', 'd'].map((name) => ({ ...deploymentOf({ containers: [] }), metadata: { name } }));
  it('is asked for one by one where it is little, by a list where it is more', async () => {
    const few = clusterOf(...deployments);
    expect([...(await readLive(few, deployments.slice(0, 2), 'shop', ['c'])).keys()]).toEqual([
      'Deployment "a"',
      'Deployment "b"',
      'Deployment "c"',
    ]);
    expect(few.asked).toHaveLength(3);
    expect(few.lists).toEqual([]);
    const many = clusterOf(...deployments, { ...deploymentOf({ containers: [] }), metadata: { name: 'foreign' } });
    expect([...(await readLive(many, deployments, 'shop')).keys()]).toEqual(
      ['a', 'b', 'c', 'd'].map((name) => `Deployment "${name}"`),
    );
    expect(many.asked).toEqual([]);
    expect(many.lists).toEqual([{ apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop' }]);
    expect(await readLive(clusterOf(), deployments.slice(0, 1), 'shop')).toEqual(new Map());
    expect(await readLive(clusterOf(), [], 'shop')).toEqual(new Map());
  });

  it('was written by a newer run, or not', () => {
    const by = (id: number) => ({
      ...deploymentOf({}),
      metadata: { name: 'api', annotations: { [RUN]: `2026-11-23T1${id}:00:00Z ${id} 1` } },
    });
    const run = { id: 2, attempt: 1, createdAt: '2026-11-23T12:00:00Z' };
    const live = (...objects: readonly KubernetesObject[]) =>
      new Map(objects.map((one, index) => [String(index), one]));
    expect(newerRun(live(deploymentOf({}), by(1), by(3)), run)).toMatchObject({ id: 3 });
    expect(newerRun(live(by(1), by(2)), run)).toBeUndefined();
  });
});

describe('a preflight', () => {
  const start = {
    ...{ objects: [object('ConfigMap')], live: new Map(), namespace: 'shop', strategy: 'rolling', release: undefined },
    ...{ timeout: seconds(600), waits: [], rollback: seconds(300) },
  } as const;
  const look = (cluster = clusterOf(), change: object = {}) =>
    preflight({ ...start, ...change } as Parameters<typeof preflight>[0], { cluster, clock: new VirtualClock() });
  const allowing = (isAllowed: (attributes: Readonly<Record<string, unknown>>) => boolean) => {
    const cluster = clusterOf();
    cluster.review = (kind, spec) =>
      kind === 'SelfSubjectRulesReview'
        ? { resourceRules: [] }
        : { allowed: isAllowed(spec['resourceAttributes'] as Readonly<Record<string, unknown>>) };
    return cluster;
  };
  const refusing = (error: Error, cluster = clusterOf()) => {
    cluster.dryRun = () => {
      throw error;
    };
    return cluster;
  };

  it('finds nothing where all is well, and has the objects as the server says they will be', async () => {
    const cluster = clusterOf();
    cluster.dryRun = (one) => ({ ...one, data: { by: 'the server' } });
    expect(await look(cluster)).toEqual({
      ...{ refusals: [], notes: [] },
      answers: [expect.objectContaining({ kind: 'ConfigMap', data: { by: 'the server' } })],
    });
  });

  it.each<[string, KubernetesObject, string | undefined]>([
    [
      'is paused',
      object('Deployment', { spec: { paused: true } }),
      'Deployment "x" is paused, so nothing would move. Resume it with "kubectl rollout resume", then roll out again.',
    ],
    ['is not paused', object('Deployment', { spec: { paused: false } }), undefined],
    ['has no spec', object('Deployment'), undefined],
    [
      'is labelled by Argo CD',
      { ...object('Deployment'), metadata: { name: 'x', labels: { 'argocd.argoproj.io/instance': 'a' } } },
      'Deployment "x" is managed by Argo CD, which would undo every change. Change it in its Git repository.',
    ],
    [
      'is annotated by Argo CD',
      {
        ...object('Deployment'),
        metadata: { name: 'x', annotations: { a: 'b', 'argocd.argoproj.io/tracking-id': 'a' } },
      },
      'Deployment "x" is managed by Argo CD, which would undo every change. Change it in its Git repository.',
    ],
  ])('looks at what is live: it %s', async (_, live, sentence) => {
    const { refusals } = await look(clusterOf(), { live: new Map([['x', live]]) });
    expect(refusals).toEqual(sentence === undefined ? [] : [sentence]);
  });

  it('refuses what is not of the namespace, and what the cluster does not know, and asks nothing of it', async () => {
    const cluster = refusing(new TypeError('asked'));
    const { refusals, answers } = await look(cluster, {
      objects: [object('Namespace'), object('Widget', {}, 'example.com/v1')],
    });
    expect(refusals).toEqual([
      'Namespace "x" is cluster-scoped; a release holds namespaced objects only. Move it to what an administrator applies.',
      'The cluster knows no Widget in example.com/v1. Install its definition, or take Widget "x" out.',
    ]);
    expect(answers).toEqual([]);
  });

  it('refuses what may not be done without, and notes what only helps', async () => {
    const { refusals, notes } = await look(
      allowing(
        ({ resource, subresource }) => resource !== 'events' && subresource !== 'log' && resource !== 'resourcequotas',
      ),
    );
    expect(refusals).toEqual([expect.stringMatching(/^We may not list, watch events in namespace "shop"/)]);
    expect(notes).toEqual([
      expect.stringMatching(
        /^We may not get pods\/log .* Without it the rollout goes on, and a failure is explained less well\.$/,
      ),
    ]);
  });

  it('says what the server refuses, each thing once', async () => {
    const message = 'spec.x: Invalid value';
    expect((await look(refusing(new Refusal(422, 'Invalid', message)))).refusals).toEqual([
      `The API server refuses ConfigMap "x": ${message}.`,
    ]);
    const immutable = 'data: Forbidden: field is immutable when `immutable` is set';
    expect((await look(refusing(new Refusal(422, 'Invalid', immutable)))).refusals[0]).toMatch(
      /^ConfigMap "x" changes data/,
    );
    expect((await look(refusing(new Refusal(400, 'Bad', immutable)))).refusals[0]).toMatch(/^The API server refuses/);
    await expect(look(refusing(new TypeError('ours')))).rejects.toThrow('ours');
  });

  const CANNOT = 'User "x" cannot create resource "configmaps" in API group "" in the namespace "shop"';
  it('names the right that the server misses', async () => {
    const { refusals } = await look(refusing(new Refusal(403, 'Forbidden', CANNOT)));
    expect(refusals).toEqual([
      expect.stringMatching(/^We may not create configmaps in namespace "shop"\. Add this rule/),
    ]);
    expect((await look(refusing(new Refusal(403, 'Forbidden', 'a policy')))).refusals).toEqual([
      'The API server refuses ConfigMap "x": a policy.',
    ]);
    expect((await look(refusing(new Refusal(409, 'Conflict', CANNOT)))).refusals[0]).toMatch(/^The API server refuses/);
    const grouped = 'cannot patch resource "deployments" in API group "apps"';
    expect((await look(refusing(new Refusal(403, 'Forbidden', grouped)))).refusals[0]).toMatch(
      /^We may not patch deployments\.apps/,
    );
    const history = { ...object('Secret'), metadata: { name: 'sluice-history-api' } };
    const cannot = CANNOT.replace('configmaps', 'secrets');
    expect((await look(refusing(new Refusal(403, 'Forbidden', cannot)), { objects: [history] })).refusals).toEqual([
      expect.stringContaining('The history of the service is kept there'),
    ]);
  });

  it('does not say again of an object what its right says already', async () => {
    const policy = new Refusal(403, 'Forbidden', 'no');
    const cluster = refusing(
      policy,
      allowing(({ verb, resource }) => !(verb === 'patch' && resource === 'configmaps')),
    );
    expect((await look(cluster)).refusals).toEqual([expect.stringMatching(/^We may not patch configmaps/)]);
    const get = refusing(
      policy,
      allowing(({ verb, resource }) => !(verb === 'get' && resource === 'configmaps')),
    );
    expect((await look(get)).refusals).toEqual([
      expect.stringMatching(/^We may not get configmaps/),
      'The API server refuses ConfigMap "x": no.',
    ]);
    const invalid = refusing(
      new Refusal(422, 'Invalid', 'no'),
      allowing(({ verb, resource }) => !(verb === 'patch' && resource === 'configmaps')),
    );
    expect((await look(invalid)).refusals).toHaveLength(2);
  });

  it('tells quotas, credentials and references, too', async () => {
    const cluster = clusterOf(object('ResourceQuota', { status: { hard: { pods: '0' } } }));
    cluster.credentials = { endsAt: new VirtualClock().now() + 5000, isRenewed: true };
    const needy = deploymentOf({
      containers: [{ name: 'a', image: '' }],
      serviceAccountName: 'robot',
      imagePullSecrets: [{ name: 's' }],
    });
    cluster.review = (kind) =>
      kind === 'SelfSubjectRulesReview'
        ? { resourceRules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }] }
        : { allowed: true };
    const { refusals, notes } = await look(cluster, { objects: [needy] });
    expect(refusals).toEqual([expect.stringMatching(/needs ServiceAccount "robot"/)]);
    expect(notes).toEqual([
      'The credentials for the cluster end in 5 s and will be renewed on the way.',
      expect.stringMatching(/needs Secret "s"/),
      expect.stringMatching(/^ResourceQuota "x" has 0 of 0 pods in use/),
    ]);
    cluster.review = (kind) => (kind === 'SelfSubjectRulesReview' ? { resourceRules: [] } : { allowed: true });
    expect((await look(cluster, { objects: [needy] })).notes.join()).not.toMatch(/Secret "s"/);
    const brought = [object('ServiceAccount', {}, 'v1', 'robot')];
    expect((await look(cluster, { objects: [needy], clusterObjects: brought })).refusals).toEqual([]);
  });

  it('names every right where the very first look was refused', async () => {
    const refused = new Refusal(403, 'Forbidden', CANNOT);
    const names = (cluster: ReturnType<typeof clusterOf>, refusal = refused) =>
      rightsRefusals([object('ConfigMap')], { namespace: 'shop', strategy: 'rolling', cluster }, refusal);
    expect(await names(allowing(({ resource }) => resource !== 'pods'))).toEqual([
      expect.stringMatching(/^We may not list, watch pods/),
    ]);
    expect(await names(allowing(() => true))).toEqual([expect.stringMatching(/^We may not create configmaps/)]);
    expect(
      await names(
        allowing(() => true),
        new Refusal(403, 'Forbidden', 'a policy'),
      ),
    ).toEqual(['a policy.']);
  });
});

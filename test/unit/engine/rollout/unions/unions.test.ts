import { describe, expect, it } from '@jest/globals';
import { applyObject } from '../../../../../engine/rollout/apply.ts';
import type { KubernetesObject } from '../../../../../engine/rollout/cluster.ts';
import { pathText } from '../../../../../engine/rollout/unions/field-path.ts';
import { otherBranches, pathsOf } from '../../../../../engine/rollout/unions/other-branches.ts';
import { withUnions } from '../../../../../engine/rollout/unions/union-cluster.ts';
import { NAMESPACE } from '../cluster-room.ts';
import { DeliveryRoom } from '../delivery-room.ts';
import { image, manifests } from '../releases.ts';

const withStrategy = (name: string, strategy: string) =>
  manifests(name).replace('selector: { matchLabels', `strategy: ${strategy}\n  selector: { matchLabels`);
const RECREATE = '{ type: Recreate }';
const strategyIn = (room: DeliveryRoom) =>
  (room.object('Deployment', 'api')?.['spec'] as { readonly strategy?: unknown } | undefined)?.strategy;
const DEFAULT = { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } };

describe('a release that takes the other branch of a union', () => {
  it('that fails goes back to the branch that was left', async () => {
    const room = new DeliveryRoom({ two: 'crash' });
    expect(await room.rollOut('one', { manifests: withStrategy('one', RECREATE) })).toMatchObject({
      outcome: 'complete',
    });
    expect(await room.rollOut('two')).toMatchObject({ outcome: 'rolled-back', rollback: 'complete' });
    expect(strategyIn(room)).toEqual({ type: 'Recreate' });
    expect(room.liveImage).toBe(image('one'));
  });

  it('is rolled out, and on failure the default comes back', async () => {
    const room = new DeliveryRoom({ three: 'crash' });
    await room.rollOut('one');
    expect(await room.rollOut('two', { manifests: withStrategy('two', RECREATE) })).toMatchObject({
      outcome: 'complete',
    });
    expect(strategyIn(room)).toEqual({ type: 'Recreate' });
    expect(await room.rollOut('one')).toMatchObject({ outcome: 'complete' });
    expect(strategyIn(room)).toEqual(DEFAULT);
    expect(await room.rollOut('three', { manifests: withStrategy('three', RECREATE) })).toMatchObject({
      outcome: 'rolled-back',
    });
    expect(strategyIn(room)).toEqual(DEFAULT);
  });

  it('is still asked for all the rest before the first write', async () => {
    const room = new DeliveryRoom();
    await room.rollOut('one');
    const before = room.cluster.writes.length;
    const wrong = withStrategy('two', RECREATE).replace('replicas: 2', 'replicas: -1');
    const result = await room.rollOut('two', { manifests: wrong });
    expect(result).toMatchObject({ outcome: 'refused', sentence: expect.stringContaining('spec.replicas') });
    const bad = withStrategy('two', '{ type: Recreate, rollingUpdate: { maxSurge: 1 } }');
    expect(await room.rollOut('two', { manifests: bad })).toMatchObject({
      outcome: 'refused',
      sentence: expect.stringMatching(/Deployment(\.apps)? "api".*spec\.strategy\.rollingUpdate: Forbidden/),
    });
    expect(room.cluster.writes.slice(before)).toEqual([]);
  });
});

const set = (spec: object): KubernetesObject => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'db', namespace: NAMESPACE },
  spec: { serviceName: 'db', replicas: 0, selector: { matchLabels: { app: 'db' } }, ...spec },
});
const template = (pod: object, container: object = {}) => ({
  metadata: { labels: { app: 'db' } },
  spec: { containers: [{ name: 'db', image: 'x', ...container }], ...pod },
});

describe('what the server filled in', () => {
  it.each([
    [
      'the default strategy of a StatefulSet',
      { template: template({}) },
      { updateStrategy: { type: 'OnDelete' }, template: template({}) },
    ],
    [
      'the default source of a volume',
      { template: template({ volumes: [{ name: 'data' }] }) },
      { template: template({ volumes: [{ name: 'data', configMap: { name: 'settings' } }] }) },
    ],
    [
      'the handler of a probe and its defaults',
      { template: template({}, { readinessProbe: { httpGet: { port: 80 } } }) },
      { template: template({}, { readinessProbe: { exec: { command: ['true'] } } }) },
    ],
    [
      'a value that comes from elsewhere now',
      { template: template({}, { env: [{ name: 'DB', value: 'x' }] }) },
      { template: template({}, { env: [{ name: 'DB', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }] }) },
    ],
  ])('%s gives way, there and back, whoever made it', async (_, first, second) => {
    for (const maker of ['us', 'kubectl']) {
      const room = new DeliveryRoom();
      if (maker === 'us') await applyObject(withUnions(room.cluster), set(first));
      else room.create(set(first), 'kubectl-create');
      for (const spec of [second, first, second]) {
        const { object } = await applyObject(withUnions(room.cluster), set(spec));
        expect(otherBranches(set(spec), object)).toEqual([]);
        expect(object['spec']).toMatchObject(spec);
      }
    }
  });

  it('stays where somebody else who does not give way owns it, and the server says so', async () => {
    const room = new DeliveryRoom();
    room.create(
      set({ updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 1 } }, template: template({}) }),
    );
    const wanted = set({ updateStrategy: { type: 'OnDelete' }, template: template({}) });
    await expect(applyObject(withUnions(room.cluster), wanted)).rejects.toThrow(
      /updateStrategy.type belongs to "somebody"/,
    );
  });

  it('gives way in one write: a newer version than the one that was looked at is a conflict', async () => {
    const room = new DeliveryRoom();
    const { object } = await applyObject(withUnions(room.cluster), set({ template: template({}) }));
    room.change('StatefulSet', 'db', (found) => ({
      ...found,
      spec: { ...(found['spec'] as object), minReadySeconds: 1 },
    }));
    const wanted = set({ updateStrategy: { type: 'OnDelete' }, template: template({}) });
    const { resourceVersion = '' } = object.metadata;
    const guarded = { ...wanted, metadata: { ...wanted.metadata, resourceVersion } };
    await expect(applyObject(withUnions(room.cluster), guarded)).rejects.toMatchObject({ status: 409 });
  });
});

describe('the other branches', () => {
  const paths = (wanted: KubernetesObject, live: KubernetesObject) =>
    otherBranches(wanted, live).flatMap(pathsOf).map(pathText);
  const deployment = (spec: object): KubernetesObject => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'api' },
    spec,
  });

  it.each([
    ['nothing wanted', {}, { strategy: DEFAULT }, []],
    ['the same branch', { strategy: { type: 'RollingUpdate' } }, { strategy: DEFAULT }, []],
    ['a type nobody knows', { strategy: { type: 'Other' } }, { strategy: DEFAULT }, []],
    ['another branch', { strategy: { type: 'Recreate' } }, { strategy: DEFAULT }, ['spec.strategy.rollingUpdate']],
    [
      'volumes by name',
      {
        template: {
          spec: {
            volumes: [
              { name: 'b', secret: {} },
              { name: 'a', secret: {} },
            ],
          },
        },
      },
      {
        template: {
          spec: {
            volumes: [
              { name: 'a', emptyDir: {} },
              { name: 'b', secret: {} },
            ],
          },
        },
      },
      ['spec.template.spec.volumes[a].emptyDir'],
    ],
    [
      'a volume without a source',
      { template: { spec: { volumes: [{ name: 'a' }] } } },
      { template: { spec: { volumes: [{ name: 'a', emptyDir: {} }] } } },
      [],
    ],
    [
      'handlers of init containers and of lifecycles',
      { template: { spec: { initContainers: [{ name: 'i', lifecycle: { preStop: { exec: {} } } }] } } },
      { template: { spec: { initContainers: [{ name: 'i', lifecycle: { preStop: { httpGet: {}, sleep: null } } }] } } },
      ['spec.template.spec.initContainers[i].lifecycle.preStop.httpGet'],
    ],
  ])('of %s', (_, wanted, live, expected) => {
    expect(paths(deployment(wanted), deployment(live))).toEqual(expected);
  });

  it('of a kind without unions are none', () => {
    const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { a: 'b' } };
    expect(paths(map, map)).toEqual([]);
  });
});

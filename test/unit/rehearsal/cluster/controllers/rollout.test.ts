import { describe, expect, it } from '@jest/globals';
import { PODS, type Pod, resource } from '../../../../../rehearsal/cluster/controllers/resource.ts';
import { embeddedCluster, NAMESPACE } from './embedded-cluster.ts';

const readiness = {
  readinessProbe: { httpGet: { path: '/ready', port: 8080 }, periodSeconds: 2, failureThreshold: 3 },
};
const REVISION = 'deployment.kubernetes.io/revision';
const HISTORY = 'deployment.kubernetes.io/revision-history';

const rolledOut = (scripts: Parameters<typeof embeddedCluster>[0], spec: object = { replicas: 3 }) => {
  const cluster = embeddedCluster({ 'app:1': { runs: [{ readyAfter: 1000 }] }, ...scripts });
  cluster.deploy('app', 'app:1', spec, readiness);
  cluster.clock.runUntil(() => cluster.isComplete('app'));
  cluster.clock.advance(60_000);
  return cluster;
};
type Cluster = ReturnType<typeof embeddedCluster>;
const sizes = (cluster: Cluster): Record<string, number | undefined> =>
  Object.fromEntries(
    cluster.replicaSets().map(({ metadata, spec }) => [metadata.annotations?.[REVISION] ?? '', spec.replicas]),
  );

describe('a rollout', () => {
  it('of a first template creates one ReplicaSet of revision 1 and becomes available', () => {
    const cluster = rolledOut({});
    const [only, ...others] = cluster.replicaSets();
    expect(others).toEqual([]);
    expect(only?.metadata.annotations).toMatchObject({
      [REVISION]: '1',
      'deployment.kubernetes.io/desired-replicas': '3',
      'deployment.kubernetes.io/max-replicas': '4',
    });
    const { metadata, status } = cluster.deployment('app');
    expect(metadata.annotations?.[REVISION]).toBe('1');
    expect(status).toMatchObject({ replicas: 3, updatedReplicas: 3, readyReplicas: 3, availableReplicas: 3 });
    expect(status?.unavailableReplicas).toBeUndefined();
    expect(cluster.progressing('app')).toMatchObject({
      status: 'True',
      reason: 'NewReplicaSetAvailable',
      message: `ReplicaSet "${only?.metadata.name}" has successfully progressed.`,
    });
  });

  it('of a second template ends with the old ReplicaSet empty and kept', () => {
    const cluster = rolledOut({ 'app:2': { runs: [{ readyAfter: 3000 }] } });
    cluster.deploy('app', 'app:2', { replicas: 3 }, readiness);
    cluster.clock.runUntil(() => cluster.isComplete('app'));
    cluster.clock.advance(60_000);
    expect(sizes(cluster)).toEqual({ '1': 0, '2': 3 });
    expect(cluster.pods().map(({ spec }) => spec.containers[0]?.image)).toEqual(['app:2', 'app:2', 'app:2']);
    const scalings = cluster.events('ScalingReplicaSet').map(({ message }) => message ?? '');
    expect(scalings.filter((message) => message.startsWith('Scaled down')).length).toBeGreaterThan(0);
    expect(scalings.some((message) => / from 0 to 1$/.test(message))).toBe(true);
  });

  it('that is undone takes the old ReplicaSet up again under a new revision', () => {
    const cluster = rolledOut({ 'app:2': { runs: [{ readyAfter: 'never' }] } });
    const [first] = cluster.replicaSets();
    cluster.deploy('app', 'app:2', { replicas: 3 }, readiness);
    cluster.clock.advance(120_000);
    expect(sizes(cluster)).toEqual({ '1': 3, '2': 1 });
    cluster.deploy('app', 'app:1', { replicas: 3 }, readiness);
    cluster.clock.runUntil(() => cluster.isComplete('app'));
    cluster.clock.advance(60_000);
    const live = cluster.replicaSets().find(({ spec }) => spec.replicas === 3);
    expect(live?.metadata.name).toBe(first?.metadata.name);
    expect(live?.metadata.annotations).toMatchObject({ [REVISION]: '3', [HISTORY]: '1' });
    expect(cluster.deployment('app').metadata.annotations?.[REVISION]).toBe('3');
    expect(cluster.replicaSets()).toHaveLength(2);
  });

  it('whose pods are never ready stops at the progress deadline and keeps the old pods', () => {
    const cluster = rolledOut({ 'app:2': { runs: [{ readyAfter: 'never' }] } });
    cluster.deploy('app', 'app:2', { replicas: 3, progressDeadlineSeconds: 60 }, readiness);
    const begin = cluster.clock.now();
    cluster.clock.runUntil(() => cluster.progressing('app')?.status === 'False');
    expect((cluster.clock.now() - begin) / 1000).toBeGreaterThanOrEqual(60);
    expect((cluster.clock.now() - begin) / 1000).toBeLessThan(65);
    const created = cluster.replicaSets().find(({ metadata }) => metadata.annotations?.[REVISION] === '2');
    expect(cluster.progressing('app')).toMatchObject({
      reason: 'ProgressDeadlineExceeded',
      message: `ReplicaSet "${created?.metadata.name}" has timed out progressing.`,
    });
    expect(cluster.deployment('app').status).toMatchObject({ availableReplicas: 3, unavailableReplicas: 1 });
    expect(cluster.deployment('app').status?.conditions?.find(({ type }) => type === 'Available')?.status).toBe('True');
    expect(cluster.events('Unhealthy')[0]?.message).toBe(
      'Readiness probe failed: HTTP probe failed with statuscode: 503',
    );
  });

  it('counts the deadline from the last progress', () => {
    const slow = { runs: [{ readyAfter: 40_000 }] };
    const cluster = rolledOut({ 'app:2': slow });
    cluster.deploy('app', 'app:2', { replicas: 3, progressDeadlineSeconds: 60 }, readiness);
    cluster.clock.runUntil(() => cluster.isComplete('app'));
    expect(cluster.progressing('app')).toMatchObject({ status: 'True', reason: 'NewReplicaSetAvailable' });
  });

  it('waits for minReadySeconds before a pod counts as available', () => {
    const cluster = embeddedCluster({ 'app:1': {} });
    cluster.deploy('app', 'app:1', { replicas: 1, minReadySeconds: 20 }, readiness);
    cluster.clock.advance(15_000);
    expect(cluster.deployment('app').status).toMatchObject({ readyReplicas: 1, unavailableReplicas: 1 });
    cluster.clock.advance(10_000);
    expect(cluster.deployment('app').status).toMatchObject({ availableReplicas: 1 });
  });

  it('with Recreate starts new pods only when the last old one has ended', () => {
    const term = { runs: [{ onTerm: { code: 0, after: 5000 } }] };
    const cluster = embeddedCluster({ 'app:1': term, 'app:2': {} });
    const strategy = { strategy: { type: 'Recreate' }, replicas: 2 };
    cluster.deploy('app', 'app:1', strategy, readiness);
    cluster.clock.runUntil(() => cluster.isComplete('app'));
    cluster.deploy('app', 'app:2', strategy, readiness);
    const images = new Set<string>();
    cluster.clock.runUntil(() => {
      const alive = cluster.pods().filter(({ status }) => status?.phase !== 'Succeeded');
      images.add([...new Set(alive.map(({ spec }) => spec.containers[0]?.image))].join('+'));
      return cluster.isComplete('app');
    });
    expect([...images]).toEqual(['app:1', '', 'app:2']);
  });

  it('does nothing while it is paused, and goes on when it is resumed', () => {
    const cluster = rolledOut({ 'app:2': {} });
    cluster.change('app', { paused: true });
    cluster.deploy('app', 'app:2', { replicas: 3 }, readiness);
    cluster.clock.advance(30_000);
    expect(sizes(cluster)).toEqual({ '1': 3 });
    expect(cluster.progressing('app')).toMatchObject({ status: 'Unknown', reason: 'DeploymentPaused' });
    cluster.change('app', { paused: false });
    cluster.clock.runUntil(() => cluster.isComplete('app'));
    cluster.clock.advance(60_000);
    expect(sizes(cluster)).toEqual({ '1': 0, '2': 3 });
  });

  it('that is scaled midway keeps its proportions', () => {
    const cluster = rolledOut({ 'app:2': { runs: [{ readyAfter: 'never' }] } }, { replicas: 10 });
    const strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 3, maxUnavailable: 2 } };
    cluster.deploy('app', 'app:2', { replicas: 10, strategy }, readiness);
    cluster.clock.advance(60_000);
    expect(sizes(cluster)).toEqual({ '1': 8, '2': 5 });
    cluster.change('app', { replicas: 15 });
    cluster.clock.advance(60_000);
    // https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#proportional-scaling
    expect(sizes(cluster)).toEqual({ '1': 11, '2': 7 });
  });

  it('removes ReplicaSets beyond the revision history limit, oldest first', () => {
    const cluster = rolledOut({ 'app:2': {}, 'app:3': {}, 'app:4': {} });
    for (const image of ['app:2', 'app:3', 'app:4']) {
      cluster.deploy('app', image, { replicas: 3, revisionHistoryLimit: 1 }, readiness);
      cluster.clock.runUntil(() => cluster.isComplete('app'));
      cluster.clock.advance(60_000);
    }
    expect(sizes(cluster)).toEqual({ '3': 0, '4': 3 });
  });

  it('is the same to the last byte every time', () => {
    const run = (): string => {
      const cluster = rolledOut({ 'app:2': { runs: [{ exit: { code: 1, after: 500 } }] } });
      const writes: unknown[] = [];
      cluster.store.subscribe((event) => writes.push(event));
      cluster.deploy('app', 'app:2', { replicas: 3 }, readiness);
      cluster.clock.advance(60_000);
      return JSON.stringify(writes);
    };
    const first = run();
    expect(first.length).toBeGreaterThan(10_000);
    expect(run()).toBe(first);
  });

  it('whose ReplicaSet loses a pod by its label replaces it, and takes a stray one that fits', () => {
    const cluster = rolledOut({}, { replicas: 1 });
    const pods = resource<Pod>(cluster.store, PODS);
    const [pod] = cluster.pods();
    if (pod === undefined) throw new Error('no pod');
    const { 'pod-template-hash': hash, ...labels } = pod.metadata.labels ?? {};
    pods.update({ ...pod, metadata: { ...pod.metadata, labels } });
    cluster.clock.advance(10_000);
    expect(pods.get(NAMESPACE, pod.metadata.name)?.metadata.ownerReferences).toBeUndefined();
    expect(cluster.pods()).toHaveLength(2);
    const stray = pods.get(NAMESPACE, pod.metadata.name);
    if (stray === undefined || hash === undefined) throw new Error('no stray pod');
    pods.update({ ...stray, metadata: { ...stray.metadata, labels: { ...labels, 'pod-template-hash': hash } } });
    cluster.clock.advance(60_000);
    expect(cluster.pods()).toHaveLength(1);
  });
});

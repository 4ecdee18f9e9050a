import { describe, expect, it } from '@jest/globals';
import { PODS, type Pod, resource } from '../../../../../rehearsal/cluster/controllers/resource.ts';
import { embeddedCluster, NAMESPACE, object } from '../controllers/embedded-cluster.ts';

type Cluster = ReturnType<typeof embeddedCluster>;
const http = (path: string, rest: object = {}) => ({ httpGet: { path, port: 8080 }, periodSeconds: 1, ...rest });

const start = (cluster: Cluster, container: object, spec: object = {}): void => {
  const containers = [{ name: 'app', image: 'app:1', ...container }];
  const place = { name: 'one', namespace: NAMESPACE, labels: { app: 'one' } };
  cluster.store.create(PODS, object('v1', 'Pod', place, { spec: { containers, ...spec } }));
};
const pod = (cluster: Cluster): Pod | undefined => resource<Pod>(cluster.store, PODS).get(NAMESPACE, 'one');
const container = (cluster: Cluster) => pod(cluster)?.status?.containerStatuses?.[0];
const condition = (cluster: Cluster, type: string) =>
  pod(cluster)?.status?.conditions?.find((one) => one.type === type);
const messages = (cluster: Cluster, reason: string) => cluster.events(reason).map(({ message }) => message);
const secondsUntil = (cluster: Cluster, done: () => boolean): number => {
  const begin = cluster.clock.now();
  cluster.clock.runUntil(done);
  return Math.round((cluster.clock.now() - begin) / 1000);
};
const remove = (cluster: Cluster): void => {
  cluster.clock.advance(5000);
  cluster.store.delete(PODS, NAMESPACE, 'one');
};

describe('a pod that is deleted', () => {
  it('gets preStop, then SIGTERM, and is gone a second after its container', () => {
    const cluster = embeddedCluster({ 'app:1': { runs: [{ onTerm: { code: 0, after: 3000 } }] } });
    start(cluster, { lifecycle: { preStop: { sleep: { seconds: 5 } } } });
    remove(cluster);
    expect(secondsUntil(cluster, () => container(cluster)?.state?.terminated !== undefined)).toBe(8);
    expect(pod(cluster)?.status?.phase).toBe('Succeeded');
    expect(secondsUntil(cluster, () => pod(cluster) === undefined)).toBe(1);
    expect(messages(cluster, 'Killing')).toEqual(['Stopping container app']);
  });

  it('that ignores SIGTERM is killed at the end of its grace period, which counts preStop', () => {
    const cluster = embeddedCluster({ 'app:1': { runs: [{ onTerm: 'ignored' }] } });
    start(cluster, { lifecycle: { preStop: { sleep: { seconds: 5 } } } }, { terminationGracePeriodSeconds: 20 });
    remove(cluster);
    expect(secondsUntil(cluster, () => container(cluster)?.state?.terminated !== undefined)).toBe(20);
    expect(container(cluster)?.state?.terminated?.exitCode).toBe(137);
    expect(pod(cluster)?.status?.phase).toBe('Failed');
  });

  it('while its image cannot be pulled is gone at once', () => {
    const cluster = embeddedCluster({});
    start(cluster, {});
    remove(cluster);
    expect(secondsUntil(cluster, () => pod(cluster) === undefined)).toBeLessThanOrEqual(1);
  });
});

describe('probes', () => {
  it('of startup hold the others back until it succeeds', () => {
    const cluster = embeddedCluster({ 'app:1': { runs: [{ readyAfter: 4500 }] } });
    start(cluster, {
      startupProbe: http('/live', { failureThreshold: 10 }),
      livenessProbe: http('/live', { failureThreshold: 1 }),
      readinessProbe: http('/ready'),
    });
    cluster.clock.advance(4000);
    expect(container(cluster)).toMatchObject({ started: false, ready: false, restartCount: 0 });
    cluster.clock.advance(2000);
    expect(container(cluster)).toMatchObject({ started: true, ready: true, restartCount: 0 });
    expect(messages(cluster, 'Unhealthy')).toEqual(['Startup probe failed: HTTP probe failed with statuscode: 503']);
  });

  it('of liveness restart the container after as many failures as they allow', () => {
    const script = { readyAfter: 'never', failingPaths: ['/live'], onTerm: { code: 143, after: 0 } } as const;
    const cluster = embeddedCluster({ 'app:1': { runs: [script, {}] } });
    start(cluster, { livenessProbe: http('/live', { failureThreshold: 3 }) });
    cluster.clock.advance(2500);
    expect(container(cluster)?.restartCount).toBe(0);
    cluster.clock.advance(1000);
    expect(container(cluster)).toMatchObject({
      restartCount: 1,
      ready: true,
      lastState: { terminated: { exitCode: 143 } },
    });
    expect(messages(cluster, 'Killing')).toEqual(['Container app failed liveness probe, will be restarted']);
  });

  it('of readiness take a pod out of its Service and bring it back', () => {
    const cluster = embeddedCluster({ 'app:1': { runs: [{ readyAfter: 2000, unreadyAfter: 6000 }] } });
    const spec = { selector: { app: 'one' }, ports: [{ port: 80, targetPort: 8080 }] };
    const service = object('v1', 'Service', { name: 'one', namespace: NAMESPACE }, { spec });
    cluster.store.create({ group: '', resource: 'services' }, service);
    start(cluster, { readinessProbe: http('/ready', { failureThreshold: 2 }) });
    const ready = (): boolean => cluster.slices()[0]?.endpoints?.[0]?.conditions?.ready === true;
    cluster.clock.advance(1500);
    expect(ready()).toBe(false);
    cluster.clock.advance(2000);
    expect(ready()).toBe(true);
    expect(cluster.slices()[0]?.ports).toEqual([{ name: '', port: 8080, protocol: 'TCP' }]);
    cluster.clock.advance(5000);
    expect(ready()).toBe(false);
    expect(container(cluster)?.restartCount).toBe(0);
  });

  it.each([
    [
      'refused',
      'Readiness probe failed: Get "http://10.244.0.2:8080/ready": dial tcp 10.244.0.2:8080: connect: connection refused',
    ],
    [
      'timeout',
      'Readiness probe failed: Get "http://10.244.0.2:8080/ready": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
    ],
    [500, 'Readiness probe failed: HTTP probe failed with statuscode: 500'],
  ] as const)('that fail with %s say so as a kubelet does', (failingStatus, message) => {
    const cluster = embeddedCluster({ 'app:1': { runs: [{ readyAfter: 'never', failingStatus }] } });
    start(cluster, { readinessProbe: http('/ready') });
    cluster.clock.advance(5000);
    expect(messages(cluster, 'Unhealthy')).toEqual([message]);
    expect(condition(cluster, 'Ready')).toMatchObject({
      status: 'False',
      reason: 'ContainersNotReady',
      message: 'containers with unready status: [app]',
    });
  });

  it('wait for their initial delay', () => {
    const cluster = embeddedCluster({ 'app:1': {} });
    start(cluster, { readinessProbe: http('/ready', { initialDelaySeconds: 10 }) });
    expect(secondsUntil(cluster, () => container(cluster)?.ready === true)).toBe(10);
  });
});

describe('init containers', () => {
  const init = (name: string) => ({ name, image: `${name}:1` });

  it('run one after the other before the rest', () => {
    const done = { runs: [{ exit: { code: 0, after: 2000 } }] };
    const cluster = embeddedCluster({ 'app:1': {}, 'first:1': done, 'second:1': done });
    start(cluster, {}, { initContainers: [init('first'), init('second')] });
    cluster.clock.advance(3000);
    expect(container(cluster)?.state).toEqual({ waiting: { reason: 'PodInitializing' } });
    expect(condition(cluster, 'Initialized')).toMatchObject({
      status: 'False',
      message: 'containers with incomplete status: [second]',
    });
    expect(pod(cluster)?.status?.phase).toBe('Pending');
    cluster.clock.advance(4000);
    expect(pod(cluster)?.status?.phase).toBe('Running');
    expect(condition(cluster, 'Initialized')?.status).toBe('True');
  });

  it('that fail are tried again, or end the pod that must not restart', () => {
    const scripts = { 'app:1': {}, 'first:1': { runs: [{ exit: { code: 2, after: 100 } }] } };
    const again = embeddedCluster(scripts);
    start(again, {}, { initContainers: [init('first')] });
    again.clock.advance(5000);
    expect(pod(again)?.status?.initContainerStatuses?.[0]).toMatchObject({ restartCount: 1, ready: false });
    expect(pod(again)?.status?.phase).toBe('Pending');
    const never = embeddedCluster(scripts);
    start(never, {}, { initContainers: [init('first')], restartPolicy: 'Never' });
    never.clock.advance(5000);
    expect(pod(never)?.status?.phase).toBe('Failed');
    expect(pod(never)?.status?.initContainerStatuses?.[0]?.state?.terminated?.exitCode).toBe(2);
  });

  it('that keep running hold the rest back only until they have started', () => {
    const cluster = embeddedCluster({ 'app:1': {}, 'proxy:1': { runs: [{ readyAfter: 2000 }] } });
    const proxy = { ...init('proxy'), restartPolicy: 'Always', startupProbe: http('/up') };
    start(cluster, {}, { initContainers: [proxy] });
    cluster.clock.advance(1000);
    expect(container(cluster)?.state?.running).toBeUndefined();
    cluster.clock.advance(3000);
    expect(container(cluster)?.ready).toBe(true);
    expect(condition(cluster, 'Ready')?.status).toBe('True');
  });
});

describe('a pod', () => {
  it('that must not restart ends with its container', () => {
    const cluster = embeddedCluster({ 'app:1': { runs: [{ exit: { code: 0, after: 1000 } }] } });
    start(cluster, {}, { restartPolicy: 'Never' });
    cluster.clock.advance(10_000);
    expect(pod(cluster)?.status?.phase).toBe('Succeeded');
    expect(container(cluster)).toMatchObject({ restartCount: 0, state: { terminated: { reason: 'Completed' } } });
    expect(condition(cluster, 'Ready')).toMatchObject({ status: 'False', reason: 'PodCompleted' });
  });

  it('whose volume is missing waits, and starts when it comes', () => {
    const cluster = embeddedCluster({ 'app:1': {} });
    const volumes = [{ name: 'v', configMap: { name: 'late' } }];
    start(cluster, { volumeMounts: [{ name: 'v', mountPath: '/etc/late' }] }, { volumes });
    cluster.clock.advance(10_000);
    expect(messages(cluster, 'FailedMount')).toEqual([
      'MountVolume.SetUp failed for volume "v" : configmap "late" not found',
    ]);
    expect(container(cluster)?.state).toEqual({ waiting: { reason: 'ContainerCreating' } });
    const late = object('v1', 'ConfigMap', { name: 'late', namespace: NAMESPACE }, { data: { a: 'b' } });
    cluster.store.create({ group: '', resource: 'configmaps' }, late);
    cluster.clock.runUntil(() => container(cluster)?.ready === true);
  });

  it('with a closed readiness gate is not ready, and says which', () => {
    const cluster = embeddedCluster({ 'app:1': {} });
    start(cluster, {}, { readinessGates: [{ conditionType: 'example.com/gate' }] });
    cluster.clock.advance(3000);
    expect(condition(cluster, 'ContainersReady')?.status).toBe('True');
    expect(condition(cluster, 'Ready')).toMatchObject({
      reason: 'ReadinessGatesNotReady',
      message: 'corresponding condition of pod readiness gate "example.com/gate" does not exist.',
    });
  });

  it('that wants what the kubelet does not do is refused by name', () => {
    const cluster = embeddedCluster({ 'app:1': {} });
    start(cluster, { lifecycle: { postStart: { exec: { command: ['true'] } } } });
    cluster.clock.advance(3000);
    expect(container(cluster)?.state?.waiting).toMatchObject({ reason: 'CreateContainerError' });
    expect(container(cluster)?.state?.waiting?.message).toContain('does not simulate lifecycle.postStart');
  });
});

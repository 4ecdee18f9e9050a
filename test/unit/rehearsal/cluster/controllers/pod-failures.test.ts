import { describe, expect, it } from '@jest/globals';
import { embeddedCluster, NAMESPACE, object } from './embedded-cluster.ts';

type Cluster = ReturnType<typeof embeddedCluster>;

/** Distinct states of the first container, in the order in which they were seen. */
const statesSeen = (cluster: Cluster, milliseconds: number): string[] => {
  const seen: string[] = [];
  const stop = cluster.store.subscribe(({ key, object: pod }) => {
    if (key.resource !== 'pods') return;
    const status = pod['status'] as
      | { containerStatuses?: { state?: Record<string, { reason?: string }> }[] }
      | undefined;
    const [kind, detail] = Object.entries(status?.containerStatuses?.[0]?.state ?? {})[0] ?? [];
    const state = detail?.reason ?? kind;
    if (state !== undefined && seen.at(-1) !== state) seen.push(state);
  });
  cluster.clock.advance(milliseconds);
  stop();
  return seen;
};
const container = (cluster: Cluster) => cluster.pods()[0]?.status?.containerStatuses?.[0];

describe('a pod', () => {
  it('whose image is not found goes back and forth between ErrImagePull and ImagePullBackOff', () => {
    const cluster = embeddedCluster({});
    cluster.deploy('app', 'registry.example/app:typo', { replicas: 1 });
    expect(statesSeen(cluster, 45_000)).toEqual([
      'ContainerCreating',
      'ErrImagePull',
      'ImagePullBackOff',
      'ErrImagePull',
      'ImagePullBackOff',
    ]);
    expect(container(cluster)?.state?.waiting?.message).toMatch(
      /^Back-off pulling image "registry.example\/app:typo": ErrImagePull: rpc error: code = NotFound desc = .*not found$/,
    );
    expect(cluster.pods()[0]?.status?.phase).toBe('Pending');
    const failed = cluster.events('Failed').map(({ message, count }) => [message?.slice(0, 30), count]);
    expect(failed).toContainEqual(['Error: ErrImagePull', 3]);
    expect(cluster.events('BackOff')[0]?.message).toBe('Back-off pulling image "registry.example/app:typo"');
  });

  it('whose registry recovers starts after all', () => {
    const cluster = embeddedCluster({ 'app:1': { pulls: [{ error: '503 Service Unavailable' }, { after: 500 }] } });
    cluster.deploy('app', 'app:1', { replicas: 1 });
    cluster.clock.runUntil(() => cluster.isComplete('app'));
    expect(container(cluster)).toMatchObject({ restartCount: 0, ready: true, started: true });
  });

  it('whose image name is invalid says so', () => {
    const cluster = embeddedCluster({});
    cluster.deploy('app', 'registry.example/APP:1', { replicas: 1 });
    cluster.clock.advance(3000);
    expect(container(cluster)?.state?.waiting).toEqual({
      reason: 'InvalidImageName',
      message:
        'Failed to apply default image tag "registry.example/APP:1": couldn\'t parse image name "registry.example/APP:1": invalid reference format: repository name (APP) must be lowercase',
    });
  });

  it('that crashes is restarted once at once, then after 10, 20 and 40 seconds with a quarter added', () => {
    const cluster = embeddedCluster({ 'app:1': { runs: [{ exit: { code: 1, after: 100 }, logs: ['no database'] }] } });
    cluster.deploy('app', 'app:1', { replicas: 1 });
    const starts: number[] = [];
    let instance: string | undefined;
    cluster.store.subscribe(() => {
      const id = container(cluster)?.containerID;
      if (id === instance) return;
      instance = id;
      starts.push(cluster.clock.now());
    });
    cluster.clock.advance(168_000);
    const gaps = starts.slice(1).map((start, index) => Math.round((start - (starts[index] ?? 0)) / 1000));
    expect(gaps).toEqual([1, 12, 25, 50]);
    const pod = cluster.pods()[0];
    expect(container(cluster)).toMatchObject({
      restartCount: 4,
      ready: false,
      state: { waiting: { reason: 'CrashLoopBackOff' } },
      lastState: { terminated: { exitCode: 1, reason: 'Error' } },
    });
    expect(container(cluster)?.state?.waiting?.message).toBe(
      `back-off 1m20s restarting failed container=app pod=${pod?.metadata.name}_${NAMESPACE}(${pod?.metadata.uid})`,
    );
    const target = { namespace: NAMESPACE, pod: '', uid: pod?.metadata.uid ?? '', container: 'app' };
    expect(cluster.cluster.logs.log({ ...target, previous: true })?.lines()[0]?.text).toBe('no database');
    expect(pod?.status?.phase).toBe('Running');
  });

  it('that takes too much memory is OOMKilled with exit code 137', () => {
    const cluster = embeddedCluster({ 'app:1': { runs: [{ exit: { code: 0, after: 100, oom: true } }] } });
    cluster.deploy('app', 'app:1', { replicas: 1 });
    cluster.clock.advance(5000);
    expect(container(cluster)?.lastState?.terminated).toMatchObject({ reason: 'OOMKilled', exitCode: 137 });
  });

  it('whose command is not there ends in CrashLoopBackOff with StartError', () => {
    const startFailure = { reason: 'StartError', message: 'exec: "api": executable file not found in $PATH' } as const;
    const cluster = embeddedCluster({ 'app:1': { runs: [{ startFailure }] } });
    cluster.deploy('app', 'app:1', { replicas: 1 });
    expect(statesSeen(cluster, 5000)).toEqual(['ContainerCreating', 'RunContainerError', 'CrashLoopBackOff']);
    expect(container(cluster)?.lastState?.terminated).toMatchObject({ reason: 'StartError', exitCode: 128 });
  });

  it.each([
    [
      { env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'conf', key: 'a' } } }] },
      'configmap "conf" not found',
    ],
    [{ envFrom: [{ secretRef: { name: 'keys' } }] }, 'secret "keys" not found'],
    [
      { env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'there', key: 'b' } } }] },
      `couldn't find key b in ConfigMap ${NAMESPACE}/there`,
    ],
  ])('that refers to something missing waits with CreateContainerConfigError: %j', (spec, message) => {
    const cluster = embeddedCluster({ 'app:1': {} });
    const there = object('v1', 'ConfigMap', { name: 'there', namespace: NAMESPACE }, { data: { a: '1' } });
    cluster.store.create({ group: '', resource: 'configmaps' }, there);
    cluster.deploy('app', 'app:1', { replicas: 1 }, spec);
    cluster.clock.advance(3000);
    expect(container(cluster)?.state?.waiting).toEqual({ reason: 'CreateContainerConfigError', message });
    expect(cluster.events('Failed')[0]?.message).toBe(`Error: ${message}`);
  });

  it('that fits no node stays Pending with the reason of the scheduler', () => {
    const cluster = embeddedCluster({ 'app:1': {} });
    cluster.deploy('app', 'app:1', { replicas: 1 }, { resources: { requests: { cpu: '64' } } });
    cluster.clock.advance(3000);
    const message =
      '0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.';
    expect(cluster.pods()[0]?.status?.conditions).toContainEqual(
      expect.objectContaining({ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }),
    );
    expect(cluster.events('FailedScheduling')[0]?.message).toBe(message);
  });

  it("beyond a quota is refused, which ReplicaSet and Deployment report with the API server's text", () => {
    const cluster = embeddedCluster({ 'app:1': {} });
    const quota = object(
      'v1',
      'ResourceQuota',
      { name: 'few', namespace: NAMESPACE },
      { spec: { hard: { 'requests.cpu': '2' } } },
    );
    cluster.store.create({ group: '', resource: 'resourcequotas' }, quota);
    cluster.deploy('app', 'app:1', { replicas: 3 }, { resources: { requests: { cpu: '1' } } });
    cluster.clock.advance(10_000);
    expect(cluster.pods()).toHaveLength(2);
    const failure = cluster.deployment('app').status?.conditions?.find(({ type }) => type === 'ReplicaFailure');
    expect(failure).toMatchObject({ status: 'True', reason: 'FailedCreate' });
    expect(failure?.message).toMatch(
      /^pods ".*" is forbidden: exceeded quota: few, requested: requests.cpu=1, used: requests.cpu=2, limited: requests.cpu=2$/,
    );
    expect(cluster.events('FailedCreate')[0]?.message).toMatch(
      /^Error creating: pods ".*" is forbidden: exceeded quota/,
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import { columnsOf } from '../../../../../rehearsal/cluster/api/table-columns.ts';
import { NODES, type Node, PODS, type Pod, resource } from '../../../../../rehearsal/cluster/controllers/resource.ts';
import type { KubernetesObject } from '../../../../../rehearsal/cluster/kubernetes-object.ts';
import { resourceType } from '../../../../../rehearsal/cluster/storage/resource-table.ts';
import { embeddedCluster, NAMESPACE, object } from './embedded-cluster.ts';

const clusterOf = (...names: readonly string[]) => {
  const cluster = embeddedCluster({ 'app:1': {} }, undefined, names.length === 0 ? {} : { nodes: names });
  const nodes = resource<Node>(cluster.store, NODES);
  const pods = resource<Pod>(cluster.store, PODS);
  const place = (name: string, spec: object): Pod => {
    const container = { name: 'app', image: 'app:1' };
    const wanted = object('v1', 'Pod', { name, namespace: NAMESPACE }, { spec: { containers: [container], ...spec } });
    cluster.store.create(PODS, wanted);
    cluster.clock.advance(1000);
    return pods.get(NAMESPACE, name) as Pod;
  };
  const change = (name: string, spec: object): void => {
    const live = nodes.get('', name) as Node;
    nodes.update({ ...live, spec: { ...live.spec, ...spec } });
    cluster.clock.advance(1000);
  };
  const refusal = (pod: Pod): string | undefined =>
    pod.status?.conditions?.find(({ type }) => type === 'PodScheduled')?.message;
  return { ...cluster, nodes, place, change, refusal };
};

const printed = (cluster: ReturnType<typeof clusterOf>, name: string): Record<string, unknown> => {
  const type = resourceType(NODES);
  const live = cluster.nodes.get('', name) as unknown as KubernetesObject;
  if (type === undefined) throw new Error('no nodes');
  return Object.fromEntries(columnsOf(type).map((column) => [column.name, column.cell(live, cluster.clock.now())]));
};

describe('a node', () => {
  it('is printed as ready, with its version and address', () => {
    const cluster = clusterOf();
    cluster.clock.advance(61_000);
    expect(printed(cluster, 'rehearsal')).toEqual({
      Name: 'rehearsal',
      Status: 'Ready',
      Roles: '<none>',
      Age: '61s',
      Version: 'v1.36.3+rehearsal',
      'Internal-IP': '10.0.0.1',
      'External-IP': '<none>',
      'OS-Image': 'Sluice rehearsal',
      'Kernel-Version': '<unknown> (amd64)',
      'Container-Runtime': 'sluice://rehearsal',
    });
  });

  it('tells the conditions, capacity and addresses that a kubelet tells', () => {
    const { status } = clusterOf().nodes.get('', 'rehearsal') as Node;
    expect(status?.conditions?.map(({ type, status: value, reason }) => `${type} ${value} ${reason}`)).toEqual([
      'MemoryPressure False KubeletHasSufficientMemory',
      'DiskPressure False KubeletHasNoDiskPressure',
      'PIDPressure False KubeletHasSufficientPID',
      'Ready True KubeletReady',
    ]);
    expect(status).toMatchObject({
      addresses: [
        { type: 'InternalIP', address: '10.0.0.1' },
        { type: 'Hostname', address: 'rehearsal' },
      ],
      capacity: { cpu: '16', pods: '110' },
      allocatable: { cpu: '16', pods: '110' },
      nodeInfo: { kubeletVersion: 'v1.36.3+rehearsal', operatingSystem: 'linux', architecture: 'amd64' },
    });
  });

  it('that is not ready, or takes no pods, is printed so', () => {
    const cluster = clusterOf();
    cluster.change('rehearsal', { unschedulable: true });
    expect(printed(cluster, 'rehearsal')['Status']).toBe('Ready,SchedulingDisabled');
    const live = cluster.nodes.get('', 'rehearsal') as Node;
    const conditions = live.status?.conditions?.map((one) => ({ ...one, status: 'Unknown' })) ?? [];
    cluster.nodes.updateStatus({ ...live, status: { ...live.status, conditions } });
    expect(printed(cluster, 'rehearsal')['Status']).toBe('NotReady,SchedulingDisabled');
  });
});

describe('several nodes', () => {
  it('take pods in turn, and each runs its own', () => {
    const cluster = clusterOf('one', 'two');
    const placed = ['a', 'b', 'c', 'd'].map((name) => cluster.place(name, {}));
    expect(placed.map(({ spec }) => spec.nodeName)).toEqual(['one', 'two', 'one', 'two']);
    expect(placed.map(({ status }) => status?.phase)).toEqual(Array.from({ length: 4 }, () => 'Running'));
    expect(new Set(placed.map(({ status }) => status?.podIP)).size).toBe(4);
    expect(placed.map(({ status }) => status?.hostIP)).toEqual(['10.0.0.1', '10.0.0.2', '10.0.0.1', '10.0.0.2']);
  });

  it('are counted in what is told of a pod that fits nowhere', () => {
    const cluster = clusterOf('one', 'two');
    cluster.change('one', { taints: [{ key: 'a', value: 'b', effect: 'NoSchedule' }] });
    const requests = { cpu: '17' };
    const container = { name: 'app', image: 'app:1', resources: { requests } };
    expect(cluster.refusal(cluster.place('big', { containers: [container] }))).toBe(
      '0/2 nodes are available: 1 Insufficient cpu, 1 node(s) had untolerated taint(s). no new claims to deallocate, ' +
        'preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.',
    );
  });
});

const affinity = (term: object): object => ({
  affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term] } } },
});

describe('a pod', () => {
  it.each([
    ['by the name of the node', { matchFields: [{ key: 'metadata.name', operator: 'In', values: ['two'] }] }],
    ['by a label', { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: ['two'] }] }],
  ])('goes where its affinity wants it, %s', (_, term) => {
    expect(clusterOf('one', 'two').place('a', affinity(term)).spec.nodeName).toBe('two');
  });

  it('whose affinity has an empty term goes nowhere', () => {
    expect(clusterOf().place('a', affinity({})).spec.nodeName).toBeUndefined();
  });

  const taint = { key: 'team', value: 'data', effect: 'NoSchedule' };
  it.each([
    [undefined, taint, false],
    [{ key: 'team', operator: 'Equal', value: 'data', effect: 'NoSchedule' }, taint, true],
    [{ key: 'team', value: 'data' }, taint, true],
    [{ key: 'team', operator: 'Equal', value: 'web', effect: 'NoSchedule' }, taint, false],
    [{ key: 'team', operator: 'Exists', effect: 'NoExecute' }, taint, false],
    [{ key: 'team', operator: 'Exists' }, taint, true],
    [{ operator: 'Exists' }, taint, true],
    [undefined, { ...taint, effect: 'PreferNoSchedule' }, true],
    [undefined, { ...taint, effect: 'NoExecute' }, false],
  ])('with the toleration %j before the taint %j is placed: %s', (toleration, given, placed) => {
    const cluster = clusterOf();
    cluster.change('rehearsal', { taints: [given] });
    const pod = cluster.place('a', toleration === undefined ? {} : { tolerations: [toleration] });
    expect(pod.spec.nodeName !== undefined).toBe(placed);
  });

  it('waits for a node that takes no pods, and goes there when it does again', () => {
    const cluster = clusterOf();
    cluster.change('rehearsal', { unschedulable: true });
    expect(cluster.refusal(cluster.place('a', {}))).toMatch(
      /^0\/1 nodes are available: 1 node\(s\) were unschedulable\./,
    );
    cluster.change('rehearsal', { unschedulable: false });
    expect(resource<Pod>(cluster.store, PODS).get(NAMESPACE, 'a')?.spec.nodeName).toBe('rehearsal');
  });
});

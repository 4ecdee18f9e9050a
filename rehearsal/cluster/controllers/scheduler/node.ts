import type { NodeCondition, NodeSystemInfo } from 'kubernetes-types/core/v1.d.ts';
import type { Node } from '../resource.ts';

/** The one node of the embedded cluster, unless a test wants more. */
export const NODE_NAME = 'rehearsal';

/** A machine that the cluster has. */
export interface Machine {
  readonly name: string;
  /** As pods see it. Nothing answers there. */
  readonly address: string;
}

/** Machines of these names, with addresses in their order. */
export const machinesOf = (names: readonly string[]): readonly Machine[] =>
  names.map((name, index) => ({ name, address: `10.0.0.${index + 1}` }));

/** What the node offers. Nothing enforces it: containers are processes of this machine, and only the scheduler counts. */
export type Capacity = Readonly<Record<'cpu' | 'memory' | 'ephemeral-storage' | 'pods', string>>;

export const DEFAULT_CAPACITY: Capacity = { cpu: '16', memory: '64Gi', 'ephemeral-storage': '100Gi', pods: '110' };

/** A version that clients compare with their own, and no more than that of the machine below. */
const INFO: NodeSystemInfo = {
  architecture: 'amd64',
  bootID: '',
  containerRuntimeVersion: 'sluice://rehearsal',
  kernelVersion: '',
  kubeProxyVersion: '',
  kubeletVersion: 'v1.36.3+rehearsal',
  machineID: '',
  operatingSystem: 'linux',
  osImage: 'Sluice rehearsal',
  systemUUID: '',
};

/** The node object; its labels and conditions are those that a kubelet sets. A real kubelet renews its heartbeat and a Lease for
 *  as long as it lives. This one lives as long as its API server, so that nobody could see them stop, and there are none.
 *  https://kubernetes.io/docs/reference/node/node-status/ */
export const node = ({ name, address }: Machine, capacity: Capacity, now: string): Node => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: {
    name,
    labels: {
      'kubernetes.io/hostname': name,
      'kubernetes.io/os': 'linux',
      'kubernetes.io/arch': 'amd64',
      'topology.kubernetes.io/zone': name,
    },
  },
  spec: {},
  status: {
    addresses: [
      { type: 'InternalIP', address },
      { type: 'Hostname', address: name },
    ],
    capacity: { ...capacity },
    allocatable: { ...capacity },
    conditions: CONDITIONS.map((condition) => ({ ...condition, lastHeartbeatTime: now, lastTransitionTime: now })),
    nodeInfo: INFO,
  },
});

const CONDITIONS: readonly NodeCondition[] = [
  {
    type: 'MemoryPressure',
    status: 'False',
    reason: 'KubeletHasSufficientMemory',
    message: 'kubelet has sufficient memory available',
  },
  {
    type: 'DiskPressure',
    status: 'False',
    reason: 'KubeletHasNoDiskPressure',
    message: 'kubelet has no disk pressure',
  },
  {
    type: 'PIDPressure',
    status: 'False',
    reason: 'KubeletHasSufficientPID',
    message: 'kubelet has sufficient PID available',
  },
  { type: 'Ready', status: 'True', reason: 'KubeletReady', message: 'kubelet is posting ready status' },
];

import type { Node } from '../resource.ts';

/** The one node of the embedded cluster. */
export const NODE_NAME = 'rehearsal';

/** What the node offers. Nothing enforces it: containers are processes of this machine, and only the scheduler counts. */
export type Capacity = Readonly<Record<'cpu' | 'memory' | 'ephemeral-storage' | 'pods', string>>;

export const DEFAULT_CAPACITY: Capacity = { cpu: '16', memory: '64Gi', 'ephemeral-storage': '100Gi', pods: '110' };

/** The node object; its labels are those that a kubelet sets. */
export const node = (capacity: Capacity, now: string): Node => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: {
    name: NODE_NAME,
    labels: {
      'kubernetes.io/hostname': NODE_NAME,
      'kubernetes.io/os': 'linux',
      'kubernetes.io/arch': 'amd64',
      'topology.kubernetes.io/zone': NODE_NAME,
    },
  },
  spec: {},
  status: {
    capacity: { ...capacity },
    allocatable: { ...capacity },
    conditions: [
      {
        type: 'Ready',
        status: 'True',
        reason: 'KubeletReady',
        message: 'kubelet is posting ready status',
        lastHeartbeatTime: now,
        lastTransitionTime: now,
      },
    ],
  },
});

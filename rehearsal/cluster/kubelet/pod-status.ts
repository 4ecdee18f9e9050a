import type { Pod } from '../controllers/resource.ts';
import { type ContainerSnapshot, containerStatus } from './container-state.ts';
import { podConditions } from './pod-conditions.ts';
import { phaseOf } from './pod-phase.ts';

/** What the kubelet knows of a pod at one moment. */
export interface PodSnapshot {
  readonly init: readonly ContainerSnapshot[];
  readonly containers: readonly ContainerSnapshot[];
  readonly hostIp: string;
  /** Set once the pod has its network. */
  readonly podIp: string | undefined;
  readonly startTime: string;
  readonly now: string;
  /** The containers have ended for good. */
  readonly terminal: boolean;
}

/** `status` of a pod as its kubelet reports it; what others wrote into it (the scheduler's condition, the QoS class) stays. */
export const podStatus = (pod: Pod, snapshot: PodSnapshot): NonNullable<Pod['status']> => {
  const { init, containers, hostIp, podIp, startTime, now, terminal } = snapshot;
  const phase = phaseOf(pod.spec, init, containers, terminal);
  // The network of a pod goes with its last container.
  const sandbox = podIp !== undefined && !terminal && phase !== 'Succeeded' && phase !== 'Failed';
  const { podIP: _ip, podIPs: _ips, initContainerStatuses: _init, ...before } = pod.status ?? {};
  return {
    ...before,
    phase,
    conditions: podConditions(pod, { init, containers, phase, sandbox, now }),
    hostIP: hostIp,
    hostIPs: [{ ip: hostIp }],
    ...(podIp === undefined ? {} : { podIP: podIp, podIPs: [{ ip: podIp }] }),
    startTime,
    ...(init.length === 0 ? {} : { initContainerStatuses: init.map(containerStatus) }),
    containerStatuses: containers.map(containerStatus),
    ...{ observedGeneration: pod.metadata.generation ?? 1 },
  };
};

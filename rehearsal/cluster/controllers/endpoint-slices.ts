import type { Endpoint, EndpointPort } from 'kubernetes-types/discovery/v1.d.ts';
import { isReadyPod } from './replica-set/deletion-order.ts';
import type { EndpointSlice, Pod, Service } from './resource.ts';

/** Slices end at this many endpoints: https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/ */
const MOST = 100;

/** Ports and endpoints that belong into one slice. */
export type SliceContent = Pick<EndpointSlice, 'ports' | 'endpoints'>;

/** What the slices of a Service should hold: every pod that has an address and has not ended, ready or not; a terminating one
 *  serves on but is not ready. Pods whose named port differs come into slices of their own. Without any pod there is one empty
 *  slice. */
export const sliceContents = (service: Service, pods: readonly Pod[]): readonly SliceContent[] => {
  const groups = new Map<string, { readonly ports: EndpointPort[]; readonly endpoints: Endpoint[] }>();
  for (const pod of pods) {
    if (pod.status?.podIP === undefined || ['Succeeded', 'Failed'].includes(pod.status.phase ?? '')) continue;
    const ports = portsOf(service, pod);
    const key = JSON.stringify(ports);
    const group = groups.get(key) ?? { ports, endpoints: [] };
    group.endpoints.push(endpointOf(service, pod, pod.status.podIP));
    groups.set(key, group);
  }
  if (groups.size === 0) return [{ endpoints: [] }];
  return [...groups.values()].flatMap(({ ports, endpoints }) =>
    Array.from({ length: Math.ceil(endpoints.length / MOST) }, (_, part) => ({
      ports,
      endpoints: endpoints.slice(part * MOST, (part + 1) * MOST),
    })),
  );
};

const portsOf = (service: Service, pod: Pod): EndpointPort[] =>
  (service.spec.ports ?? []).flatMap((port) => {
    const target = port.targetPort ?? port.port;
    const number = typeof target === 'number' ? target : namedPort(pod, target, port.protocol ?? 'TCP');
    if (number === undefined) return [];
    return [
      {
        name: port.name ?? '',
        port: number,
        protocol: port.protocol ?? 'TCP',
        ...(port.appProtocol === undefined ? {} : { appProtocol: port.appProtocol }),
      },
    ];
  });

const namedPort = (pod: Pod, name: string, protocol: string): number | undefined =>
  pod.spec.containers
    .flatMap((container) => container.ports ?? [])
    .find((port) => port.name === name && (port.protocol ?? 'TCP') === protocol)?.containerPort;

const endpointOf = (service: Service, pod: Pod, address: string): Endpoint => {
  const serving = isReadyPod(pod);
  const terminating = pod.metadata.deletionTimestamp !== undefined;
  return {
    addresses: [address],
    conditions: {
      ready: service.spec.publishNotReadyAddresses === true || (serving && !terminating),
      serving,
      terminating,
    },
    ...(pod.spec.nodeName === undefined ? {} : { nodeName: pod.spec.nodeName }),
    targetRef: {
      kind: 'Pod',
      name: pod.metadata.name,
      namespace: pod.metadata.namespace ?? '',
      ...(pod.metadata.uid === undefined ? {} : { uid: pod.metadata.uid }),
    },
  };
};

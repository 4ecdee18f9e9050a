import { sameJson } from '../frozen.ts';
import { each, type Fields, filled } from './fields.ts';

/** Defaults of a Service. Addresses that were given out before stay when a client leaves them away, as with
 *  `kubectl replace`. kubernetes/pkg/apis/core/v1/defaults.go and pkg/registry/core/service. */
export const serviceDefaults = (spec: Fields, live: Fields): Fields => {
  const typed = filled(spec, { type: 'ClusterIP', sessionAffinity: 'None' });
  const ports = each(typed, 'ports', (port) => ({
    ...filled(port, { protocol: 'TCP' }),
    // Typed clients say 0 for what nobody set.
    targetPort: port['targetPort'] || port['port'],
  }));
  if (ports['type'] === 'ExternalName') return ports;
  const address = ports['clusterIP'] || live['clusterIP'];
  const moved = address !== live['clusterIP'] && sameJson(ports['clusterIPs'], live['clusterIPs']);
  return filled(
    { ...ports, ...(address === undefined ? {} : { clusterIP: address }), ...(moved ? { clusterIPs: undefined } : {}) },
    {
      internalTrafficPolicy: 'Cluster',
      clusterIPs: address === undefined ? undefined : [address],
      ...(ports['type'] === 'ClusterIP' ? {} : { externalTrafficPolicy: 'Cluster' }),
      ...(ports['type'] === 'LoadBalancer' ? { allocateLoadBalancerNodePorts: true } : {}),
    },
  );
};

/** The next free address of the Service network 10.96.0.0/16. */
export const nextClusterAddress = (taken: ReadonlySet<unknown>): string => {
  for (let number = 10; number < 65_535; number += 1) {
    const address = `10.96.${Math.floor(number / 256)}.${number % 256}`;
    if (!taken.has(address)) return address;
  }
  throw new Error('The rehearsal has no Service address left in 10.96.0.0/16: delete Services.');
};

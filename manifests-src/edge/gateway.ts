import { edgeName } from '../../domain/edge/cloud-names.ts';
import type { TierEdge } from '../../domain/edge/tier-edge.ts';
import type { CustomObject } from '../object.ts';
import { EDGE, GATEWAY_GROUP, GATEWAY_VERSION, HTTP, HTTPS } from './names.ts';

interface Listener {
  readonly name: string;
  readonly protocol: 'HTTP' | 'HTTPS';
  readonly port: number;
  readonly allowedRoutes: {
    readonly namespaces: { readonly from: 'Same' };
    readonly kinds: readonly { readonly group: string; readonly kind: 'HTTPRoute' }[];
  };
}

export interface Gateway extends CustomObject {
  readonly spec: {
    readonly gatewayClassName: string;
    readonly addresses: readonly { readonly type: 'NamedAddress'; readonly value: string }[];
    readonly listeners: readonly Listener[];
  };
}

const allowedRoutes: Listener['allowedRoutes'] = {
  namespaces: { from: 'Same' },
  kinds: [{ group: GATEWAY_GROUP, kind: 'HTTPRoute' }],
};

/** The load balancer of a tier, at an address of its own. Its certificates are in a map of Certificate Manager: a listener that takes them
 *  from there says nothing of TLS.
 *  @see https://docs.cloud.google.com/kubernetes-engine/docs/how-to/secure-gateway */
export const tierGateway = ({ tier }: TierEdge): Gateway => ({
  apiVersion: GATEWAY_VERSION,
  kind: 'Gateway',
  metadata: {
    name: EDGE,
    namespace: tier.namespace,
    annotations: { 'networking.gke.io/certmap': edgeName(tier) },
  },
  spec: {
    gatewayClassName: 'gke-l7-global-external-managed',
    addresses: [{ type: 'NamedAddress', value: edgeName(tier) }],
    listeners: [
      { name: HTTP, protocol: 'HTTP', port: 80, allowedRoutes },
      { name: HTTPS, protocol: 'HTTPS', port: 443, allowedRoutes },
    ],
  },
});

import type { NetworkPolicyIngressRule, NetworkPolicyPeer } from 'kubernetes-types/networking/v1.d.ts';
import { assertNever } from '../../../domain/brand.ts';
import type { Delivery } from '../../../domain/delivery.ts';
import { LOAD_BALANCERS } from '../../../domain/edge/proxies.ts';
import { edgeOf } from '../../../domain/edge/tier-edge.ts';
import type { Service } from '../../../domain/service.ts';
import type { Tier } from '../../../domain/tier.ts';
import { NGINX_NAMESPACE } from '../../edge/names.ts';
import { inNamespace, mainPort, outside } from '../peers.ts';

/** Who has a route is called by the edge. */
export const fromEdge = (service: Service, tier: Tier, delivery: Delivery): readonly NetworkPolicyIngressRule[] =>
  edgePeers(service, tier, delivery).map((from) => ({ from: [...from], ports: mainPort(service) }));

/** Whom an edge calls a service by, in one list or none. Where the delivery says nothing of edges, a Google load balancer may lead to any. */
function edgePeers(service: Service, tier: Tier, delivery: Delivery): readonly (readonly NetworkPolicyPeer[])[] {
  if (service.kind !== 'web') return [];
  const google = LOAD_BALANCERS.map(outside);
  if (delivery.edge === undefined) return [google];
  const at = edgeOf(tier, delivery);
  if (at === undefined || service.routes === undefined) return [];
  switch (at.edge.kind) {
    case 'gateway':
      return [google];
    case 'nginx':
      return [[inNamespace(NGINX_NAMESPACE)]];
    default:
      return assertNever(at.edge);
  }
}

import { edgeName } from '../../domain/edge/cloud-names.ts';
import type { TierEdge } from '../../domain/edge/tier-edge.ts';
import type { CustomObject } from '../object.ts';
import { EDGE, GATEWAY_GROUP, GKE_VERSION } from './names.ts';

/** Which versions of TLS the load balancer takes: those of the policy that the setup makes. Without it, 1.0 is among them. */
export const gatewayPolicy = ({ tier }: TierEdge): CustomObject => ({
  apiVersion: GKE_VERSION,
  kind: 'GCPGatewayPolicy',
  metadata: { name: EDGE, namespace: tier.namespace },
  spec: {
    default: { sslPolicy: edgeName(tier) },
    targetRef: { group: GATEWAY_GROUP, kind: 'Gateway', name: EDGE },
  },
});

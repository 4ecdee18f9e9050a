import { edgeName } from '../../domain/edge/cloud-names.ts';
import type { RoutedService, TierEdge } from '../../domain/edge/tier-edge.ts';
import { nameIn } from '../../domain/name-in-tier.ts';
import { type CustomObject, commonLabels } from '../object.ts';
import { GKE_VERSION } from './names.ts';

/** Who may reach a service, and for how long: the list of addresses in Cloud Armor, and the longest session, after which Google ends a WebSocket
 *  however busy it is. What it refuses, and why, is in the log of the load balancer.
 *  @see https://docs.cloud.google.com/kubernetes-engine/docs/how-to/configure-gateway-resources */
export const backendPolicy = (service: RoutedService, { tier, edge }: TierEdge): CustomObject => ({
  apiVersion: GKE_VERSION,
  kind: 'GCPBackendPolicy',
  metadata: { name: service.name, namespace: tier.namespace, labels: commonLabels(service.name) },
  spec: {
    default: {
      connectionDraining: { drainingTimeoutSec: service.drain },
      logging: { enabled: true },
      securityPolicy: edgeName(tier),
      timeoutSec: edge.session,
    },
    targetRef: { group: '', kind: 'Service', name: nameIn(tier, service.name) },
  },
});

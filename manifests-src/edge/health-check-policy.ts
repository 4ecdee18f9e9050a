import type { RoutedService, TierEdge } from '../../domain/edge/tier-edge.ts';
import { nameIn } from '../../domain/name-in-tier.ts';
import { type CustomObject, commonLabels } from '../object.ts';
import { GKE_VERSION } from './names.ts';

/** What the load balancer asks of a pod before it sends it anything. Unless it is told, it asks for `/`, and takes what is not 200 for ill. */
export const healthCheckPolicy = ({ name, port, health }: RoutedService, { tier }: TierEdge): CustomObject => ({
  apiVersion: GKE_VERSION,
  kind: 'HealthCheckPolicy',
  metadata: { name, namespace: tier.namespace, labels: commonLabels(name) },
  spec: {
    default: {
      checkIntervalSec: 5,
      timeoutSec: 2,
      healthyThreshold: 1,
      unhealthyThreshold: 2,
      config: {
        type: 'HTTP',
        httpHealthCheck: { portSpecification: 'USE_FIXED_PORT', port, requestPath: health.ready },
      },
    },
    targetRef: { group: '', kind: 'Service', name: nameIn(tier, name) },
  },
});

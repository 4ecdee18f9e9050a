import type { BootstrapNeed } from '../../domain/bootstrap-need.ts';
import { assertNever } from '../../domain/brand.ts';
import type { RoutedService, TierEdge } from '../../domain/edge/tier-edge.ts';
import { EDGE } from './names.ts';

/** What of a tier's bootstrap has to be there before a route leads to a service: without the policies the list of addresses would be attached
 *  to nothing, and the route would be open. */
export function edgeNeeds(
  { name }: Pick<RoutedService, 'name'>,
  { edge }: Pick<TierEdge, 'edge'>,
): readonly BootstrapNeed[] {
  switch (edge.kind) {
    case 'gateway':
      return [
        { kind: 'GCPBackendPolicy', name },
        { kind: 'GCPGatewayPolicy', name: EDGE },
        { kind: 'Gateway', name: EDGE },
        { kind: 'HealthCheckPolicy', name },
      ];
    case 'nginx':
      return [
        { kind: 'Certificate', name: EDGE },
        { kind: 'Issuer', name: EDGE },
      ];
    default:
      return assertNever(edge);
  }
}

import { assertNever } from '../../domain/brand.ts';
import type { TierEdge } from '../../domain/edge/tier-edge.ts';
import type { ManifestObject } from '../object.ts';
import { backendPolicy } from './backend-policy.ts';
import { certificate } from './certificate.ts';
import { tierGateway } from './gateway.ts';
import { gatewayPolicy } from './gateway-policy.ts';
import { healthCheckPolicy } from './health-check-policy.ts';
import { issuer } from './issuer.ts';
import { solverPolicy } from './solver-policy.ts';

/** What an administrator applies of an edge: who may come in is not decided by whoever deploys. */
export function edgeBootstrap(at: TierEdge): readonly ManifestObject[] {
  const { tier, edge, services } = at;
  switch (edge.kind) {
    case 'gateway':
      return [
        tierGateway(at),
        gatewayPolicy(at),
        ...services.flatMap((service) => [backendPolicy(service, at), healthCheckPolicy(service, at)]),
      ];
    case 'nginx':
      return [issuer(tier, edge), certificate(at), solverPolicy(tier)];
    default:
      return assertNever(edge);
  }
}

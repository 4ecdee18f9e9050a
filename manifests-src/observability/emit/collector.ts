import { metricsPathOf, metricsPortName } from '../../../domain/metrics.ts';
import type { Observability } from '../../../domain/observability/observability.ts';
import type { StandingService } from '../../../domain/service.ts';
import type { Tier } from '../../../domain/tier.ts';
import { commonLabels, type ManifestObject, selectorLabels } from '../../object.ts';

/** How often numbers are collected. */
const EVERY = '30s';

/** Has the numbers of a service's pods collected. Its numbers get the service's name as `job` by either collector, so that rules need not know
 *  which one it is. */
export function collector(service: StandingService, { namespace }: Tier, kind: Observability['kind']): ManifestObject {
  const metadata = { name: service.name, namespace, labels: commonLabels(service.name) };
  const selector = { matchLabels: selectorLabels(service.name) };
  const endpoint = { port: metricsPortName(service.metrics), path: metricsPathOf(service), interval: EVERY };
  return kind === 'managed-collection'
    ? written({
        apiVersion: 'monitoring.googleapis.com/v1',
        kind: 'PodMonitoring',
        metadata,
        // The job of a PodMonitoring is its name.
        spec: { selector, endpoints: [endpoint], targetLabels: { metadata: ['pod', 'container'] } },
      })
    : written({
        apiVersion: 'monitoring.coreos.com/v1',
        kind: 'PodMonitor',
        metadata,
        spec: {
          selector,
          podMetricsEndpoints: [{ ...endpoint, relabelings: [{ targetLabel: 'job', replacement: service.name }] }],
        },
      });
}

const written = (object: ManifestObject & { readonly spec: object }): ManifestObject => object;

import { valueAt } from '../read/fields.ts';
import { containersOf } from '../read/pods.ts';
import { policiesFor, routedByGoogle } from '../read/routes.ts';
import { servedBy } from '../read/selectors.ts';
import { found, type ManifestRule } from '../tree.ts';

/** What the load balancer of a Gateway asks for, where nobody says another path. */
const DEFAULT = '/';

export const defaultHealthCheck: ManifestRule = {
  id: 'default-health-check',
  why: `The load balancer of a GKE Gateway does not read the probes of pods: it asks for "${DEFAULT}", and sends nothing to pods that answer it with anything but 200. They are ready then, and every request gets 503.`,
  example: 'HTTPRoute of a GKE Gateway to a Service without a HealthCheckPolicy, whose pods are asked for /ready',
  fix: 'Name path and port in spec.default.config of a HealthCheckPolicy for the Service.',
  source: 'https://cloud.google.com/kubernetes-engine/docs/how-to/configure-gateway-resources#configure_health_check',
  judge: (tree) =>
    routedByGoogle(tree)
      .filter((service) => policiesFor(service, 'HealthCheckPolicy', tree).length === 0)
      .flatMap((service) =>
        (servedBy(service, tree) ?? [])
          .flatMap((pods) => containersOf(pods))
          .map(({ fields }) => valueAt(fields, 'readinessProbe', 'httpGet', 'path'))
          .filter((path) => typeof path === 'string' && path !== DEFAULT)
          .slice(0, 1)
          .map((path) =>
            found(
              service,
              '',
              `is asked for "${DEFAULT}" by its load balancer, and its pods say by ${path} that they are ready`,
            ),
          ),
      ),
};

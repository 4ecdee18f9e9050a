import { placesAt, textOf, valueAt } from '../read/fields.ts';
import { containersOf } from '../read/pods.ts';
import { policiesFor, routedByGoogle } from '../read/routes.ts';
import { servedBy } from '../read/selectors.ts';
import { found, type Manifest, type ManifestRule, type Tree } from '../tree.ts';

export const unaskedHealth: ManifestRule = {
  id: 'unasked-health',
  why: 'A Google load balancer behind a Gateway asks pods for "/" unless a policy names another path, and takes every answer but 200 for ill: a service that answers 404 there is never reached.',
  example: 'HTTPRoute of a GKE Gateway to a Service whose readinessProbe asks for /ready, without a HealthCheckPolicy',
  fix: 'Name the path of the readinessProbe by spec.default.config.httpHealthCheck.requestPath of a HealthCheckPolicy for the Service.',
  source: 'https://cloud.google.com/kubernetes-engine/docs/how-to/configure-gateway-resources#configure_health_check',
  judge: (tree) =>
    routedByGoogle(tree).flatMap((service) => {
      const probed = probedPath(service, tree);
      const asked = askedPath(service, tree);
      return probed === undefined || asked !== undefined || probed === '/'
        ? []
        : [
            found(
              service,
              '',
              `is asked for "/" by its load balancer, and its pods tell at "${probed}" whether they are ready`,
            ),
          ];
    }),
};

const probedPath = (service: Manifest, tree: Tree): string | undefined =>
  (servedBy(service, tree) ?? [])
    .flatMap((pods) => containersOf(pods))
    .map(({ fields }) => textOf(valueAt(fields, 'readinessProbe', 'httpGet', 'path')))
    .find((path) => path !== undefined);

/** One that asks by TCP or gRPC asks for no path. */
const askedPath = (service: Manifest, tree: Tree): string | undefined =>
  policiesFor(service, 'HealthCheckPolicy', tree).flatMap((policy) => {
    const { path, value } = placesAt(policy, 'spec.default.config')[0] ?? { path: '', value: undefined };
    const type = textOf(valueAt(value, 'type'));
    if (type !== undefined && !/^HTTP/.test(type)) return [`${path}.type`];
    return ['httpHealthCheck', 'httpsHealthCheck', 'http2HealthCheck']
      .map((check) => textOf(valueAt(value, check, 'requestPath')))
      .filter((each) => each !== undefined);
  })[0];

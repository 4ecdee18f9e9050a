import type { GatewayEdge } from '../../domain/edge/edge.ts';
import { hostOf } from '../../domain/edge/routes.ts';
import type { RoutedService, TierEdge } from '../../domain/edge/tier-edge.ts';
import { type CustomObject, commonLabels } from '../object.ts';
import { EDGE, GATEWAY_VERSION, HTTP, HTTPS } from './names.ts';

/** The edge of a tier, by the Gateway API. */
type GatewayAt = TierEdge & { readonly edge: GatewayEdge };

/** Leads the paths of a host to a service, and tells browsers to stay with HTTPS. @param annotations what has to be there before it */
export const httpRoute = (
  { name, routes }: RoutedService,
  { tier, edge }: GatewayAt,
  annotations: Readonly<Record<string, string>>,
): CustomObject => ({
  apiVersion: GATEWAY_VERSION,
  kind: 'HTTPRoute',
  metadata: { name, labels: commonLabels(name), annotations: { ...annotations } },
  spec: {
    parentRefs: [{ name: EDGE, sectionName: HTTPS }],
    hostnames: [hostOf(routes, tier)],
    rules: [
      {
        matches: pathsOf(routes.paths),
        filters: [
          {
            type: 'ResponseHeaderModifier',
            responseHeaderModifier: {
              set: [{ name: 'Strict-Transport-Security', value: `max-age=${edge.strictTransport}` }],
            },
          },
        ],
        backendRefs: [{ name, port: 80 }],
      },
    ],
  },
});

/** Whoever comes by plain HTTP is told to come again by HTTPS, and nothing else. */
export const redirectRoute = ({ name, routes }: RoutedService, { tier }: TierEdge): CustomObject => ({
  apiVersion: GATEWAY_VERSION,
  kind: 'HTTPRoute',
  metadata: { name: `${name}-redirect`, labels: commonLabels(name) },
  spec: {
    parentRefs: [{ name: EDGE, sectionName: HTTP }],
    hostnames: [hostOf(routes, tier)],
    rules: [
      {
        matches: pathsOf(routes.paths),
        filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }],
      },
    ],
  },
});

const pathsOf = (paths: readonly string[]): readonly object[] =>
  paths.map((value) => ({ path: { type: 'PathPrefix', value } }));

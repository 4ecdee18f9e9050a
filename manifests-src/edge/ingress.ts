import type { Ingress } from 'kubernetes-types/networking/v1.d.ts';
import { hostOf } from '../../domain/edge/routes.ts';
import type { RoutedService, TierEdge } from '../../domain/edge/tier-edge.ts';
import { commonLabels, type ManifestObject } from '../object.ts';
import { CERTIFICATE_SECRET, NGINX_CLASS } from './names.ts';

/** Leads the paths of a host to a service, for the addresses that may. @param annotations what has to be there before it */
export function ingress(
  { name, routes }: RoutedService,
  { tier, edge }: TierEdge,
  annotations: Readonly<Record<string, string>>,
): Ingress & ManifestObject {
  const host = hostOf(routes, tier);
  const settings = {
    'force-ssl-redirect': 'true',
    'limit-rpm': String(edge.requestsPerMinute),
    'proxy-read-timeout': String(edge.session),
    'proxy-send-timeout': String(edge.session),
    ...(tier.allow === 'public' ? {} : { 'whitelist-source-range': tier.allow.join(',') }),
  };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: {
      name,
      labels: commonLabels(name),
      annotations: {
        ...Object.fromEntries(
          Object.entries(settings).map(([setting, value]) => [`nginx.ingress.kubernetes.io/${setting}`, value]),
        ),
        ...(tier.allow === 'public' ? { 'sluice.dev/public': 'true' } : {}),
        ...annotations,
      },
    },
    spec: {
      ingressClassName: NGINX_CLASS,
      tls: [{ hosts: [host], secretName: CERTIFICATE_SECRET }],
      rules: [
        {
          host,
          http: {
            paths: routes.paths.map((path) => ({
              path,
              pathType: 'Prefix',
              backend: { service: { name, port: { number: 80 } } },
            })),
          },
        },
      ],
    },
  };
}

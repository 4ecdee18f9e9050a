import { flags } from '../parts/part.ts';

/** Where one Traefik listens, all on loopback. */
export interface TraefikPorts {
  /** For clients; the listener of its Gateway has the same. */
  readonly web: number;
  /** For health and metrics. */
  readonly own: number;
}

export const TRAEFIK_CONTROLLER = 'traefik.io/gateway-controller';

/** How Traefik serves the Gateways of one namespace and one class. What is not said is as people have it.
 *  @see https://doc.traefik.io/traefik/reference/install-configuration/providers/kubernetes/kubernetes-gateway/ */
export const traefikArgs = (ports: TraefikPorts, namespace: string, classLabel: string): readonly string[] =>
  flags({
    'global.checknewversion': 'false',
    'global.sendanonymoususage': 'false',
    'log.level': 'INFO',
    'log.nocolor': 'true',
    'entrypoints.web.address': `127.0.0.1:${ports.web}`,
    'entrypoints.traefik.address': `127.0.0.1:${ports.own}`,
    'providers.kubernetesgateway': 'true',
    'providers.kubernetesgateway.namespaces': namespace,
    'providers.kubernetesgateway.labelselector': classLabel,
    'providers.kubernetesgateway.statusaddress.ip': '127.0.0.1',
    ping: 'true',
    'metrics.prometheus': 'true',
  });

import { textOf } from '../read/fields.ts';
import { backendSettings, isNginx, routedByGoogle } from '../read/routes.ts';
import { type Finding, found, type ManifestRule, ofKind, type Tree } from '../tree.ts';

/** A Google load balancer's, where nobody says another, in seconds. */
const DEFAULT = 30;

export const cutWebsockets: ManifestRule = {
  id: 'cut-websockets',
  why: `A Google load balancer ends a WebSocket ${DEFAULT} s after it began, however busy it is, and nginx one that was silent for 60 s.`,
  example: 'HTTPRoute of a GKE Gateway to a Service without a GCPBackendPolicy',
  fix: 'Set spec.default.timeoutSec of a GCPBackendPolicy for the Service to the longest session, or proxy-read-timeout and proxy-send-timeout of the Ingress.',
  source: 'https://cloud.google.com/kubernetes-engine/docs/how-to/configure-gateway-resources#configure_timeout',
  judge: (tree) => [...gateways(tree), ...nginx(tree)],
};

const gateways = (tree: Tree): readonly Finding[] =>
  routedByGoogle(tree).flatMap((service) => {
    const longest = Math.max(
      DEFAULT,
      ...backendSettings(service, tree).map(({ timeoutSec }) => Number(timeoutSec ?? 0)),
    );
    return longest > DEFAULT
      ? []
      : [found(service, '', `is behind a Google load balancer that ends every connection after ${DEFAULT} s`)];
  });

const TIMEOUTS = ['proxy-read-timeout', 'proxy-send-timeout'].map((name) => `nginx.ingress.kubernetes.io/${name}`);

const nginx = (tree: Tree): readonly Finding[] =>
  ofKind(tree, 'Ingress')
    .filter(isNginx)
    .flatMap((ingress) => {
      const short = TIMEOUTS.filter((name) => Number(textOf(ingress.metadata.annotations?.[name]) ?? 60) <= 60);
      return short.length === 0
        ? []
        : [
            found(
              ingress,
              'metadata.annotations',
              `lets nginx end a silent connection after 60 s: ${short.join(' and ')} ${short.length === 1 ? 'is' : 'are'} not longer`,
            ),
          ];
    });

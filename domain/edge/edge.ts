import { type Seconds, seconds } from '../seconds.ts';

/** How requests from outside reach services: which load balancer is before them, and what it holds everybody to. */
export type Edge = GatewayEdge | NginxEdge;

/** What both kinds hold everybody to. */
export interface EdgeBounds {
  /** How long one connection may last. A Google load balancer ends a WebSocket after it, however busy it is; nginx one that is silent for
   *  so long. */
  readonly session: Seconds;
  /** Requests that one address may make in a minute. */
  readonly requestsPerMinute: number;
}

/** Google's global load balancer by the Gateway API, with a certificate of Certificate Manager and a list of addresses in Cloud Armor.
 *  @see https://docs.cloud.google.com/kubernetes-engine/docs/how-to/configure-gateway-resources */
export interface GatewayEdge extends EdgeBounds {
  readonly kind: 'gateway';
  /** How long a browser must not ask by plain HTTP again. nginx says so itself, for a year, unless its controller is told otherwise. */
  readonly strictTransport: Seconds;
}

/** ingress-nginx, with certificates that cert-manager gets from Let's Encrypt. It has had no fixes since March 2026: for who has it. */
export interface NginxEdge extends EdgeBounds {
  readonly kind: 'nginx';
  /** Whom Let's Encrypt writes to before a certificate ends. */
  readonly email: string;
}

/** An hour of WebSocket, ten requests a second. */
const BOUNDS: EdgeBounds = {
  session: seconds(3600),
  requestsPerMinute: 600,
};

const A_YEAR = seconds(31_536_000);

export const gateway = (given: Partial<Omit<GatewayEdge, 'kind'>> = {}): GatewayEdge => ({
  kind: 'gateway',
  ...BOUNDS,
  strictTransport: A_YEAR,
  ...given,
});

export const nginx = (given: Pick<NginxEdge, 'email'> & Partial<EdgeBounds>): NginxEdge => ({
  kind: 'nginx',
  ...BOUNDS,
  ...given,
});

import { assertNever } from '../brand.ts';
import type { Edge } from './edge.ts';

/** Google's load balancers and health checks reach pods from these ranges, not from a namespace.
 *  @see https://cloud.google.com/load-balancing/docs/health-checks#firewall_rules */
export const LOAD_BALANCERS = ['130.211.0.0/22', '35.191.0.0/16'] as const;

/** The controller of ingress-nginx is a pod, and has the address of one.
 *  @see https://cloud.google.com/kubernetes-engine/docs/concepts/alias-ips (ranges that pods may have) */
const POD_RANGES = ['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16', '240.0.0.0/4'] as const;

/** Who may be believed of a request that came through an edge, and how much of it. */
export interface Proxies {
  /** How many addresses the edge appends to X-Forwarded-For: that of the client is the first of these. What stands before them, the
   *  client has written. */
  readonly hops: number;
  /** Where the edge calls pods from. */
  readonly from: readonly string[];
}

/** A Google load balancer appends the client and itself; ingress-nginx puts the client in place of whatever a client wrote.
 *  @see https://cloud.google.com/load-balancing/docs/https#x-forwarded-for_header
 *  @see https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/configmap/#use-forwarded-headers */
export function proxiesOf({ kind }: Edge): Proxies {
  switch (kind) {
    case 'gateway':
      return { hops: 2, from: LOAD_BALANCERS };
    case 'nginx':
      return { hops: 1, from: POD_RANGES };
    default:
      return assertNever(kind);
  }
}

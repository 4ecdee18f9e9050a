import { certificateName, edgeName } from '../../domain/edge/cloud-names.ts';
import { hostOf } from '../../domain/edge/routes.ts';
import { edgesOf, type TierEdge } from '../../domain/edge/tier-edge.ts';
import type { Place } from './identities.ts';

/** What the load balancer of one tier takes of the cloud before a Gateway names it. */
export interface CloudEdge {
  /** Of its address, its map of certificates, its list of addresses and its floor of TLS. */
  readonly name: string;
  readonly certificates: readonly HostCertificate[];
  readonly rules: readonly AllowRule[];
  /** What one address may ask in a minute. */
  readonly requestsPerMinute: number;
}

/** A certificate, and the proof by DNS that its host is ours. */
export interface HostCertificate {
  readonly name: string;
  readonly host: string;
}

/** Addresses that may come in. */
export interface AllowRule {
  readonly priority: number;
  readonly ranges: readonly string[];
}

/** Cloud Armor takes so many ranges in one rule.
 *  @see https://docs.cloud.google.com/armor/quotas */
const RANGES_OF_A_RULE = 10;
const FIRST_PRIORITY = 1000;

/** Edges that Google's load balancer is: what nginx needs is in the cluster. */
export const cloudEdges = ({ delivery }: Place): readonly CloudEdge[] =>
  edgesOf(delivery)
    .filter(({ edge }) => edge.kind === 'gateway')
    .map((at) => ({
      name: edgeName(at.tier),
      certificates: certificatesOf(at),
      rules: rulesOf(at.tier.allow),
      requestsPerMinute: at.edge.requestsPerMinute,
    }));

/** One for each host, whichever services have it. */
const certificatesOf = ({ tier, services, hosts }: TierEdge): readonly HostCertificate[] =>
  hosts.flatMap((host) =>
    services
      .filter(({ routes }) => hostOf(routes, tier) === host)
      .slice(0, 1)
      .map(({ routes }) => ({ name: certificateName(tier, routes), host })),
  );

const rulesOf = (allow: TierEdge['tier']['allow']): readonly AllowRule[] => {
  const ranges = allow === 'public' ? ['*'] : allow;
  return Array.from({ length: Math.ceil(ranges.length / RANGES_OF_A_RULE) }, (_, index) => ({
    priority: FIRST_PRIORITY + index,
    ranges: ranges.slice(index * RANGES_OF_A_RULE, (index + 1) * RANGES_OF_A_RULE),
  }));
};

import { rangeProblem } from './edge/address-range.ts';
import { type IdentityPool, poolProblems } from './identity-pool.ts';
import type { Problem } from './problem.ts';
import { type Variable, variableProblems } from './variable.ts';

/** Keyless login: GitHub's OIDC token is exchanged by a provider of this pool, one for each identity; there is no key to leak. */
export interface WorkloadIdentity {
  readonly kind: 'workload-identity';
  /** Names the pool when a workflow runs: `projects/<number>/locations/global/workloadIdentityPools/<pool>`. */
  readonly variable: Variable;
  /** The same pool, for `sluice setup gcp` to make identities in; `undefined` where somebody else makes them. */
  readonly pool: IdentityPool | undefined;
}
export const workloadIdentity = (variable: Variable, pool?: IdentityPool): WorkloadIdentity => ({
  kind: 'workload-identity',
  variable,
  pool,
});

export interface GkeCluster {
  readonly kind: 'gke';
  readonly name: string;
  readonly location: string;
  readonly identity: WorkloadIdentity;
  /** Address of the Service kube-dns, where the cluster has a range of its own for Services. Clusters without Dataplane V2 judge a question to
   *  NodeLocal DNSCache by it. Left out: 34.118.224.10, as in clusters whose range is Google's. */
  readonly dns?: string;
}
export const gke = (cluster: Omit<GkeCluster, 'kind'>): GkeCluster => ({ kind: 'gke', ...cluster });

/** Of the range that GKE gives to Services unless it is told another, 34.118.224.0/20, the tenth address, as everywhere.
 *  @see https://cloud.google.com/kubernetes-engine/docs/concepts/alias-ips#gke-managed-service-ranges */
const GOOGLE_DNS = '34.118.224.10';
export const dnsOf = ({ dns = GOOGLE_DNS }: GkeCluster): string => dns;

/** @see https://docs.cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.clusters */
const NAME = /^[a-z](?:[-a-z0-9]{0,38}[a-z0-9])?$/;
const LOCATION = /^[a-z][a-z0-9-]*$/;

/** What is wrong with a cluster. @param at path of the field that holds it */
export const clusterProblems = (
  { name, location, dns, identity: { variable, pool } }: GkeCluster,
  at: string,
): Problem[] => [
  ...(NAME.test(name)
    ? []
    : [
        {
          field: `${at}.name`,
          value: name,
          message:
            'Wanted the name of a GKE cluster: a letter and at most 39 of a-z, 0-9 and "-", not ending with "-".',
        },
      ]),
  ...(LOCATION.test(location)
    ? []
    : [{ field: `${at}.location`, value: location, message: 'Wanted a region or zone, such as europe-west1.' }]),
  ...(dns === undefined || (!dns.includes(':') && rangeProblem(`${dns}/32`) === undefined)
    ? []
    : [
        {
          field: `${at}.dns`,
          value: dns,
          message: 'Wanted the address of the Service kube-dns of this cluster, such as 10.8.0.10.',
        },
      ]),
  ...variableProblems(variable, `${at}.identity.variable`),
  ...(pool === undefined ? [] : poolProblems(pool, `${at}.identity.pool`)),
];

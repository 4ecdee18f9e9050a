import type { IdentityPool } from './identity-pool.ts';
import type { Variable } from './variable.ts';

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
}
export const gke = (cluster: Omit<GkeCluster, 'kind'>): GkeCluster => ({ kind: 'gke', ...cluster });

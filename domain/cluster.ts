import type { IdentityPool } from './identity-pool.ts';
import type { Variable } from './variable.ts';

/** Keyless login: GitHub's OIDC token is exchanged by this provider; there is no key to leak. */
export interface WorkloadIdentity {
  readonly kind: 'workload-identity';
  readonly provider: Variable;
  /** The pool that `sluice setup gcp` makes identities in; `undefined` where somebody else makes them. */
  readonly pool: IdentityPool | undefined;
}
export const workloadIdentity = (provider: Variable, pool?: IdentityPool): WorkloadIdentity => ({
  kind: 'workload-identity',
  provider,
  pool,
});

export interface GkeCluster {
  readonly kind: 'gke';
  readonly name: string;
  readonly location: string;
  readonly identity: WorkloadIdentity;
}
export const gke = (cluster: Omit<GkeCluster, 'kind'>): GkeCluster => ({ kind: 'gke', ...cluster });

import type { Variable } from './variable.ts';

/** Keyless login: GitHub's OIDC token is exchanged by this provider; there is no key to leak. */
export interface WorkloadIdentity {
  readonly kind: 'workload-identity';
  readonly provider: Variable;
}
export const workloadIdentity = (provider: Variable): WorkloadIdentity => ({ kind: 'workload-identity', provider });

export interface GkeCluster {
  readonly kind: 'gke';
  readonly name: string;
  readonly location: string;
  readonly identity: WorkloadIdentity;
}
export const gke = (cluster: Omit<GkeCluster, 'kind'>): GkeCluster => ({ kind: 'gke', ...cluster });

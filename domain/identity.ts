import { assertNever } from './brand.ts';
import type { IdentityPool } from './identity-pool.ts';
import { poolPath } from './identity-pool.ts';
import type { GitHubRepository } from './repository.ts';
import { DRILL_ENVIRONMENT } from './restore-drill/drilled.ts';
import type { Tier } from './tier.ts';

/** Whom a cloud can tell from others: the deployer of a tier, the builders by whether their branch is protected, and who tries backups. */
export type Holder =
  | { readonly kind: 'tier'; readonly tier: Tier }
  | { readonly kind: 'builder'; readonly trust: Tier['trust'] }
  | { readonly kind: 'drill' };

/** Names an identity, and the provider that is the only one to give it. */
export function identityName(holder: Holder): string {
  switch (holder.kind) {
    case 'tier':
      return `tier-${holder.tier.name}`;
    case 'builder':
      return `build-${holder.trust}`;
    case 'drill':
      return DRILL_ENVIRONMENT;
    default:
      return assertNever(holder);
  }
}

/** What stands behind the repository's number in a subject. A builder's has a slash, which no tier's name can have. */
export function subjectSuffix(holder: Holder): string {
  switch (holder.kind) {
    case 'tier':
      return holder.tier.name;
    case 'builder':
      return `build/${holder.trust}`;
    case 'drill':
      return DRILL_ENVIRONMENT;
    default:
      return assertNever(holder);
  }
}

/** The subject of an identity: short, and made of numbers and names that cannot pass to others. GitHub's own `sub` is not used: it
 *  has two forms, is longer than the cloud takes, and is what whoever administers the repository makes of it. */
export const subjectOf = ({ id }: GitHubRepository, holder: Holder): string => `${id}/${subjectSuffix(holder)}`;

/** The service account that an identity acts as; `undefined` where it acts as itself.
 *  @see https://docs.cloud.google.com/iam/docs/service-accounts-create */
export const serviceAccountOf = ({ members, project }: IdentityPool, name: string): string | undefined =>
  members === 'principals' ? undefined : `${name}@${project}.iam.gserviceaccount.com`;

/** How a cluster of GKE names whoever acts as an identity.
 *  @see https://docs.cloud.google.com/kubernetes-engine/docs/how-to/role-based-access-control */
export const clusterUserOf = (pool: IdentityPool, repository: GitHubRepository, holder: Holder): string =>
  serviceAccountOf(pool, identityName(holder)) ?? principalOf(pool, subjectOf(repository, holder));

/** How IAM and the RBAC of GKE name it: one subject, never a set by an attribute.
 *  @see https://docs.cloud.google.com/iam/docs/principal-identifiers */
export const principalOf = (pool: IdentityPool, subject: string): string =>
  `principal://iam.googleapis.com/${poolPath(pool)}/subject/${subject}`;

/** How IAM names the pods of one service in one namespace, by the pool that GKE keeps for each project: whatever cluster of it they run in.
 *  @see https://cloud.google.com/kubernetes-engine/docs/concepts/workload-identity#principal-id-examples */
export const podPrincipalOf = (
  { project, projectNumber }: IdentityPool,
  { namespace }: Pick<Tier, 'namespace'>,
  account: string,
): string =>
  `principal://iam.googleapis.com/projects/${projectNumber}/locations/global/workloadIdentityPools/${podPool(project)}/subject/ns/${namespace}/sa/${account}`;

/** The pool of GKE itself. */
export const podPool = (project: string): string => `${project}.svc.id.goog`;

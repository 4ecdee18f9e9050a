import { assertNever } from '../../domain/brand.ts';
import type { Delivery } from '../../domain/delivery.ts';
import { evidenceHome } from '../../domain/evidence-home.ts';
import type { Holder } from '../../domain/identity.ts';
import { evidenceRepository, PROVENANCE_REPOSITORY, registryRepository } from '../../domain/registry.ts';
import { DRILL_ENVIRONMENT } from '../../domain/restore-drill/drilled.ts';
import type { Tier } from '../../domain/tier.ts';
import { clustersOf } from '../../domain/waves.ts';
import { drillRights } from './drill-rights.ts';
import type { Place } from './identities.ts';

/** What an identity may do, and nothing beside it. */
export type Right =
  /** A role on one repository of the registry. */
  | { readonly kind: 'registry'; readonly repository: string; readonly role: string }
  /** A role on the project: only such as let nobody change anything, but for numbers that are watched. */
  | { readonly kind: 'project'; readonly role: string }
  /** A role in the project, where this holds of what is asked for. */
  | ConditionalRight
  /** The deployer's Role in one namespace, bound by `k8s/bootstrap`. */
  | { readonly kind: 'namespace'; readonly cluster: string; readonly location: string; readonly namespace: string };

/** A right that the cloud gives where an expression is true.
 *  @see https://firebase.google.com/docs/firestore/manage-databases#configure_per-database_access_permissions */
export interface ConditionalRight {
  readonly kind: 'conditional';
  /** Names the condition for people. */
  readonly title: string;
  readonly role: string;
  readonly condition: string;
}

export function rightsOf({ delivery, pool }: Pick<Place, 'delivery' | 'pool'>, holder: Holder): readonly Right[] {
  switch (holder.kind) {
    case 'builder':
      return [
        registryRight(registryRepository(delivery.registry, holder.trust), 'writer'),
        // Whoever builds for any branch proves nothing.
        ...(holder.trust === 'protected' ? [registryRight(PROVENANCE_REPOSITORY, 'writer')] : []),
      ];
    case 'tier':
      return deployerRights(delivery, holder.tier);
    case 'drill':
      return [registryRight(evidenceRepository(DRILL_ENVIRONMENT), 'writer'), ...drillRights(delivery, pool.project)];
    default:
      return assertNever(holder);
  }
}

/** Reads the releases of its trust and what the tier before has proven, says what it has proven itself, finds its cluster, and writes
 *  to its namespace. `container.developer` would be every namespace. */
const deployerRights = (delivery: Delivery, tier: Tier): readonly Right[] => [
  registryRight(registryRepository(delivery.registry, tier.trust), 'reader'),
  ...(evidenceHome(delivery) === 'cluster' ? [] : evidenceRights(tier)),
  { kind: 'project', role: 'roles/container.clusterViewer' },
  ...(isMeasuredByTheCloud(tier) ? [{ kind: 'project', role: 'roles/monitoring.viewer' } as const] : []),
  ...clustersOf(delivery.cluster, tier.clusters).map(({ name, location }) => ({
    kind: 'namespace' as const,
    cluster: name,
    location,
    namespace: tier.namespace,
  })),
];

/** In the cluster `k8s/bootstrap` gives them. */
const evidenceRights = ({ name, after }: Tier): readonly Right[] => [
  registryRight(evidenceRepository(name), 'writer'),
  ...(after === undefined ? [] : [registryRight(evidenceRepository(after), 'reader')]),
];

const registryRight = (repository: string, verb: 'reader' | 'writer'): Right => ({
  kind: 'registry',
  repository,
  role: `roles/artifactregistry.${verb}`,
});

/** Where the numbers of a canary come from, if they are asked for with the tier's own token. */
export const cloudMeasure = ({ rollout }: Tier) =>
  rollout.kind === 'canary' && rollout.measure?.source.kind === 'managed-prometheus'
    ? rollout.measure.source
    : undefined;

const isMeasuredByTheCloud = (tier: Tier): boolean => cloudMeasure(tier) !== undefined;

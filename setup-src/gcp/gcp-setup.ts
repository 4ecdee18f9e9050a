import { evidenceHome } from '../../domain/evidence-home.ts';
import { evidenceRepository, PROVENANCE_REPOSITORY, registryRepository } from '../../domain/registry.ts';
import { DRILL_ENVIRONMENT, drillTier } from '../../domain/restore-drill/drilled.ts';
import { agePlaces } from '../../domain/restore-drill/watched-ages.ts';
import type { Tier } from '../../domain/tier.ts';
import { type AlertPolicy, alertPolicies } from './alert-policies.ts';
import { type BackupSetup, backupSetup } from './backups.ts';
import { type CustomRole, customRoles } from './custom-roles.ts';
import { type PodIdentity, podIdentities, type TierDatabase, tierDatabases } from './databases.ts';
import { type CloudEdge, cloudEdges } from './edges.ts';
import { type Identity, identitiesOf, type Place } from './identities.ts';
import { type LogSetup, logSetup } from './logs.ts';
import { type CloudSecret, cloudSecrets } from './secrets.ts';

/** Everything that Google Cloud is told once, as data. The script, the Terraform and `identities.json` are three ways to write it. */
export interface GcpSetup {
  readonly project: { readonly id: string; readonly number: string };
  readonly pool: string;
  readonly location: string;
  /** Services of the cloud that are used. */
  readonly apis: readonly Api[];
  readonly registries: readonly RegistryRepository[];
  /** What the project calls its own, beside the cloud's. */
  readonly roles: readonly CustomRole[];
  readonly identities: readonly Identity[];
  readonly databases: readonly TierDatabase[];
  /** `undefined` where the delivery says no backup. */
  readonly backups: BackupSetup | undefined;
  /** `undefined` where the delivery says nothing of logs. */
  readonly logs: LogSetup | undefined;
  /** Alerts that Cloud Monitoring judges itself. */
  readonly policies: readonly AlertPolicy[];
  /** Pods that have data. */
  readonly pods: readonly PodIdentity[];
  /** Where the values of Secrets are kept, key by key; none where an administrator creates the Secrets. */
  readonly secrets: readonly CloudSecret[];
  /** Load balancers of tiers. */
  readonly edges: readonly CloudEdge[];
  /** Of all tiers. */
  readonly namespaces: readonly string[];
}

/** A repository of the registry. Tags are written once where images and releases lie. Evidence is attached by a tag that is rewritten,
 *  where the registry has no list of referrers. */
export interface RegistryRepository {
  readonly name: string;
  readonly tags: 'once' | 'moved';
}

/** Whose tokens the providers take.
 *  @see https://docs.github.com/en/actions/reference/security/oidc */
export const ISSUER = 'https://token.actions.githubusercontent.com';

export type Api = (typeof APIS)[number];

const APIS = [
  'artifactregistry.googleapis.com',
  'certificatemanager.googleapis.com',
  'compute.googleapis.com',
  'container.googleapis.com',
  'firestore.googleapis.com',
  'gkebackup.googleapis.com',
  'iam.googleapis.com',
  'iamcredentials.googleapis.com',
  'logging.googleapis.com',
  'monitoring.googleapis.com',
  'secretmanager.googleapis.com',
  'sts.googleapis.com',
] as const;

export const gcpSetup = (place: Place): GcpSetup => ({
  project: { id: place.pool.project, number: place.pool.projectNumber },
  pool: place.pool.name,
  location: place.delivery.registry.location,
  apis: APIS.filter((api) => isUsed(api, place)),
  registries: (['protected', 'unprotected'] satisfies Tier['trust'][])
    .filter((trust) => place.delivery.tiers.some((tier) => tier.trust === trust))
    .map((trust): RegistryRepository => ({ name: registryRepository(place.delivery.registry, trust), tags: 'once' }))
    .concat(
      place.delivery.tiers.some(({ trust }) => trust === 'protected')
        ? [{ name: PROVENANCE_REPOSITORY, tags: 'moved' }]
        : [],
    )
    .concat(
      evidenceHome(place.delivery) !== 'cluster'
        ? place.delivery.tiers.map(({ name }) => ({ name: evidenceRepository(name), tags: 'moved' }))
        : [],
    )
    .concat(
      drillTier(place.delivery) === undefined
        ? []
        : [{ name: evidenceRepository(DRILL_ENVIRONMENT), tags: 'moved' as const }],
    ),
  roles: customRoles(place.delivery),
  identities: identitiesOf(place),
  databases: tierDatabases(place),
  edges: cloudEdges(place),
  backups: backupSetup(place.delivery, place.pool.project),
  logs: logSetup(place),
  policies: alertPolicies(place),
  pods: podIdentities(place),
  secrets: cloudSecrets(place),
  namespaces: place.delivery.tiers.map(({ namespace }) => namespace),
});

/** Whether a setup has anything to do with a service of the cloud. */
function isUsed(api: Api, place: Place): boolean {
  switch (api) {
    case 'certificatemanager.googleapis.com':
    case 'compute.googleapis.com':
      return cloudEdges(place).length > 0;
    case 'firestore.googleapis.com':
      return tierDatabases(place).length > 0;
    case 'gkebackup.googleapis.com':
      return place.delivery.backup?.clusters !== undefined;
    case 'logging.googleapis.com':
      return logSetup(place) !== undefined;
    case 'monitoring.googleapis.com':
      return alertPolicies(place).length > 0 || agePlaces(place.delivery).length > 0;
    case 'secretmanager.googleapis.com':
      return cloudSecrets(place).length > 0;
    case 'iamcredentials.googleapis.com':
      // The credentials of service accounts are a service of their own.
      return place.pool.members === 'service-accounts';
    default:
      return true;
  }
}

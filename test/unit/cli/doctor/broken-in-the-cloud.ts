import { type Broken, SETUP } from './broken-set-up.ts';
import { BACKUP_PLAN, BUILDER, DAILY, DRILL_ROLE, WEEKLY, type World } from './healthy-world.ts';

const cloud = (name: string, value: unknown) => (world: World) => {
  world.cloud[name] = value;
};
const gone = (object: string) => (world: World) => {
  world.gone.push(object);
};
const PROVIDER = 'iam workload-identity-pools providers describe tier-staging';
const provider = (differing: object) => (world: World) => {
  world.cloud[PROVIDER] = { ...Object(world.cloud[PROVIDER]), ...differing };
};

/** What an administrator of the project or of the cluster has forgotten, or somebody has changed. */
export const BROKEN_IN_THE_CLOUD: readonly Broken[] = [
  [
    'another project',
    cloud('projects describe ai-agent-platform', { projectNumber: '1' }),
    'project-number',
    /has the number 1/,
    /^gcloud projects describe/,
  ],
  [
    'a service that is not enabled',
    cloud(
      'services list',
      ['artifactregistry', 'container', 'firestore', 'gkebackup', 'iam'].map((name) => ({
        config: { name: `${name}.googleapis.com` },
      })),
    ),
    'enabled-services',
    /sts\.googleapis\.com is not enabled/,
    /^gcloud services enable sts/,
  ],
  [
    'no registry',
    cloud('artifacts repositories describe services', undefined),
    'registry-repositories',
    /There is no repository services/,
    /--immutable-tags/,
  ],
  [
    'tags that move',
    cloud('artifacts repositories describe services', { dockerConfig: {} }),
    'registry-repositories',
    /can be moved/,
    /update services --immutable-tags/,
  ],
  [
    'tags of evidence that do not',
    cloud('artifacts repositories describe evidence-dev', { dockerConfig: { immutableTags: true } }),
    'registry-repositories',
    /cannot be moved/,
    /update evidence-dev --no-immutable-tags/,
  ],
  [
    'a deployer that cannot read',
    cloud('artifacts repositories get-iam-policy services-dev', {
      bindings: [{ role: 'roles/artifactregistry.writer', members: [BUILDER] }],
    }),
    'registry-rights',
    /tier-dev has no roles\/artifactregistry\.reader/,
    /add-iam-policy-binding services-dev/,
  ],
  [
    'no pool',
    cloud('iam workload-identity-pools describe github', undefined),
    'identity-pool',
    /There is no pool/,
    SETUP,
  ],
  [
    'a pool that is off',
    cloud('iam workload-identity-pools describe github', { disabled: true }),
    'identity-pool',
    /is disabled/,
    /--no-disabled/,
  ],
  ['no provider', cloud(PROVIDER, undefined), 'providers', /There is no provider tier-staging/, SETUP],
  [
    'a provider for everybody',
    provider({ attributeCondition: 'true' }),
    'providers',
    /condition of the provider tier-staging/,
    SETUP,
  ],
  [
    'a provider for tokens of others',
    provider({ oidc: { allowedAudiences: [] } }),
    'providers',
    /made for others/,
    SETUP,
  ],
  ['a provider that is off', provider({ disabled: true }), 'providers', /is disabled/, SETUP],
  [
    'a database elsewhere',
    cloud('firestore databases describe --database=agents-dev', { locationId: 'eur3' }),
    'databases',
    /is in eur3/,
    /^gcloud firestore export/,
  ],
  [
    'a database that anybody deletes',
    cloud('firestore databases describe --database=agents-staging', {
      locationId: 'asia-northeast3',
      pointInTimeRecoveryEnablement: 'POINT_IN_TIME_RECOVERY_ENABLED',
    }),
    'databases',
    /can be deleted/,
    /--delete-protection/,
  ],
  [
    'a database that nobody backs up every week',
    cloud('firestore backups schedules list --database=agents-production', [DAILY]),
    'database-backups',
    /agents-production is not backed up every week/,
    SETUP,
  ],
  [
    'backups that are thrown away after a day',
    cloud('firestore backups schedules list --database=agents-production', [{ ...DAILY, retention: '86400s' }, WEEKLY]),
    'database-backups',
    /every day of the database agents-production is kept for 1 days; wanted 7/,
    SETUP,
  ],
  ...(
    [
      ['no backup plan', undefined, /^There is no backup plan/],
      [
        'a plan of fewer namespaces',
        { ...BACKUP_PLAN, backupConfig: {} },
        /has the namespaces ; wanted production, staging/,
      ],
      ['a plan of another time', { ...BACKUP_PLAN, backupSchedule: {} }, /schedule undefined; wanted 0 3/],
      ['a plan that keeps less', { ...BACKUP_PLAN, retentionPolicy: { backupRetainDays: 3 } }, /days 3; wanted 30/],
    ] as const
  ).map(
    ([what, plan, sentence]): Broken => [
      what,
      cloud('beta container backup-restore backup-plans describe ai-agent-cluster-asia-northeast3', plan),
      'cluster-backups',
      sentence,
      SETUP,
    ],
  ),
  ...(
    [
      ['no role of the drill', undefined, /^There is no role sluiceRestoreDrill/],
      ['a role of the drill that is deleted', { ...DRILL_ROLE, deleted: true }, /^There is no role/],
      [
        'a role of the drill that writes documents',
        { ...DRILL_ROLE, includedPermissions: [...DRILL_ROLE.includedPermissions, 'datastore.entities.delete'] },
        /allows datastore\.entities\.delete, which no drill needs/,
      ],
      [
        'a role of the drill that deletes nothing',
        { ...DRILL_ROLE, includedPermissions: DRILL_ROLE.includedPermissions.slice(1) },
        /does not allow datastore\.databases\.delete/,
      ],
    ] as const
  ).map(
    ([what, role, sentence]): Broken => [
      what,
      cloud('iam roles describe sluiceRestoreDrill', role),
      'custom-roles',
      sentence,
      SETUP,
    ],
  ),
  [
    'a database that cannot be read as it was',
    cloud('firestore databases describe --database=agents-production', {
      locationId: 'asia-northeast3',
      deleteProtectionState: 'DELETE_PROTECTION_ENABLED',
    }),
    'database-backups',
    /agents-production cannot be read as it was/,
    /--enable-pitr/,
  ],
  [
    'no namespace',
    gone('Namespace /staging'),
    'bootstrap-objects',
    /no Namespace staging/,
    /apply -k examples\/ai-agent-platform\/k8s\/bootstrap$/,
  ],
  [
    'no policy',
    gone('NetworkPolicy production/ai-agent-api'),
    'bootstrap-objects',
    /no NetworkPolicy ai-agent-api/,
    /apply -k/,
  ],
  [
    'no Secret',
    gone('Secret dev/ai-agent-api'),
    'service-secrets',
    /pods read/,
    /create secret generic ai-agent-api --from-file=api-keys=FILE$/,
  ],
];

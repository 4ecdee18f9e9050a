import { block, type HclBlock, type HclValue, join, reference } from '../text/hcl.ts';
import { type Condition, disjuncts, expression } from './condition.ts';
import { type CustomRole, roleName } from './custom-roles.ts';
import { type Api, type GcpSetup, ISSUER } from './gcp-setup.ts';
import type { Identity } from './identities.ts';
import { backupBlocks } from './terraform-backups.ts';
import { databaseBlocks } from './terraform-databases.ts';
import { edgeBlocks } from './terraform-edges.ts';
import { logBlocks } from './terraform-logs.ts';
import { policyBlocks } from './terraform-policies.ts';
import { secretBlocks } from './terraform-secrets.ts';

/** What a setup asks of Google Cloud, as Terraform's resources. It says the same as the script, and adds to what is there: a
 *  `_member` grants one right and leaves those of others alone. */
export const gcpBlocks = (setup: GcpSetup): readonly HclBlock[] => [
  ...setup.apis.map((api) =>
    block('resource', ['google_project_service', label(api)], {
      project: setup.project.id,
      service: api,
      disable_on_destroy: false,
    }),
  ),
  ...setup.registries.map(({ name, tags }) =>
    block(
      'resource',
      ['google_artifact_registry_repository', label(name)],
      {
        project: setup.project.id,
        location: setup.location,
        repository_id: name,
        format: 'DOCKER',
        depends_on: enabled('artifactregistry.googleapis.com'),
      },
      [block('docker_config', [], { immutable_tags: tags === 'once' })],
    ),
  ),
  block('resource', ['google_iam_workload_identity_pool', 'pool'], {
    project: setup.project.id,
    workload_identity_pool_id: setup.pool,
    display_name: 'GitHub',
    depends_on: enabled('iam.googleapis.com'),
  }),
  ...setup.roles.map(({ id, title, permissions }) =>
    block('resource', ['google_project_iam_custom_role', label(id)], {
      project: setup.project.id,
      role_id: id,
      title,
      permissions,
      depends_on: enabled('iam.googleapis.com'),
    }),
  ),
  ...setup.identities.flatMap((identity) => [
    provider(setup, identity),
    ...serviceAccount(setup, identity),
    ...rights(setup, identity),
  ]),
  ...databaseBlocks(setup, label, enabled('firestore.googleapis.com')),
  ...secretBlocks(setup, label, enabled('secretmanager.googleapis.com')),
  ...edgeBlocks(setup, label, enabled),
  ...backupBlocks(setup, label, enabled('gkebackup.googleapis.com')),
  ...logBlocks(setup, label, enabled),
  ...policyBlocks(setup, label, enabled),
];

/** A service is asked for nothing before it is there. */
const enabled = (api: Api): HclValue => [reference(`google_project_service.${label(api)}`)];

/** A label of Terraform has no dots. */
export const label = (name: string): string => name.replace(/[^A-Za-z0-9_-]/g, '_').replace(/^(?=\d)/, '_');

const provider = ({ project }: GcpSetup, identity: Identity): HclBlock =>
  block(
    'resource',
    ['google_iam_workload_identity_pool_provider', label(identity.name)],
    {
      project: project.id,
      workload_identity_pool_id: reference('google_iam_workload_identity_pool.pool.workload_identity_pool_id'),
      workload_identity_pool_provider_id: identity.name,
      attribute_mapping: { kind: 'map', entries: { 'google.subject': identity.mapping } },
      attribute_condition: rule(identity.condition),
    },
    [block('oidc', [], { issuer_uri: ISSUER, allowed_audiences: [identity.audience] })],
  );

/** One part a line, as in the script. */
const rule = (condition: Condition): HclValue => {
  switch (condition.kind) {
    case 'all':
      return join(
        ' && ',
        condition.of.map((part) => (part.kind === 'any' ? join(' || ', disjuncts(part), true) : expression(part))),
      );
    default:
      return expression(condition);
  }
};

/** The account that an identity acts as, and who may. */
const serviceAccount = ({ project }: GcpSetup, { name, principal, serviceAccount }: Identity): HclBlock[] =>
  serviceAccount === undefined
    ? []
    : [
        block('resource', ['google_service_account', label(name)], {
          project: project.id,
          account_id: name,
          display_name: name,
          depends_on: enabled('iam.googleapis.com'),
        }),
        block('resource', ['google_service_account_iam_member', label(name)], {
          service_account_id: reference(`google_service_account.${label(name)}.name`),
          role: 'roles/iam.workloadIdentityUser',
          member: principal,
        }),
      ];

const rights = (
  { project, location, roles }: GcpSetup,
  { name, principal, serviceAccount, rights }: Identity,
): HclBlock[] =>
  rights.flatMap((right) => {
    if (right.kind === 'namespace') return [];
    const on = right.kind === 'registry' ? [right.repository] : right.kind === 'conditional' ? [right.title] : [];
    const labels = label([name, ...on, right.role.replace(/^.*roles\//, '')].join('_'));
    const member = serviceAccount === undefined ? principal : reference(`google_service_account.${label(name)}.member`);
    const grant = { project: project.id, role: right.role, member };
    const own = roles.filter((role) => roleName(project.id, role) === right.role);
    if (right.kind === 'conditional')
      return [
        block('resource', ['google_project_iam_member', labels], { ...grant, ...made(own) }, [
          block('condition', [], { title: right.title, expression: right.condition }),
        ]),
      ];
    return right.kind === 'project'
      ? [block('resource', ['google_project_iam_member', labels], grant)]
      : [
          block('resource', ['google_artifact_registry_repository_iam_member', labels], {
            location,
            repository: reference(`google_artifact_registry_repository.${label(right.repository)}.name`),
            ...grant,
          }),
        ];
  });

/** Nobody gets a role before it is there. */
const made = (roles: readonly CustomRole[]) =>
  roles.length === 0
    ? {}
    : { depends_on: roles.map(({ id }) => reference(`google_project_iam_custom_role.${label(id)}`)) };

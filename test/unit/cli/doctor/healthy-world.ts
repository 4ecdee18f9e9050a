import type { Answer, Programs, Question } from '../../../../cli/doctor/question.ts';
import { argumentsOf } from '../../../../cli/doctor/question.ts';
import { setupFiles } from '../../../../setup-src/setup-files.ts';
import { withBackups } from '../../setup-src/with-databases.ts';

/** Answers as they were recorded: of GitHub by path, of the cloud by command and name, of clusters by what is not there. */
export interface World {
  readonly github: Record<string, unknown>;
  readonly cloud: Record<string, unknown>;
  readonly gone: string[];
  readonly unseen: Partial<Record<Question['program'], string>>;
}

export const REPOSITORY = 'repos/ai-agent-platform/ai-agent-platform';
export const delivery = withBackups();
const identities: {
  identities: { name: string; condition: string; audience: string; principal: string; rights: Right[] }[];
  pods: { principal: string; right: { role: string; condition: string } }[];
} = JSON.parse(setupFiles(delivery).find(({ path }) => path.endsWith('.json'))?.content ?? '');
type Right = { kind: string; role: string; repository: string; condition?: string };

const branchPolicies = (...names: readonly string[]) => [
  { total_count: names.length, branch_policies: names.map((name, id) => ({ id, name, type: 'branch' })) },
];
const rulesets = ['Sluice: develop', 'Sluice: main', 'Sluice: no tag is called like a branch'];
const WORKFLOWS = ['backup', 'build', 'check', 'deploy', 'promote', 'rollback', 'test'].map(
  (name) => `.github/workflows/${name}.yml`,
);

export { WORKFLOWS };

const APIS = ['artifactregistry', 'container', 'firestore', 'gkebackup', 'iam', 'sts'];
const POOL = 'projects/482913650174/locations/global/workloadIdentityPools/github';

/** Schedules of a database, as the cloud lists them. */
export const DAILY = { dailyRecurrence: {}, retention: '604800s' };
export const WEEKLY = { weeklyRecurrence: { day: 'TUESDAY' }, retention: '8467200s' };

/** The role of the drill, as the cloud describes it. */
export const DRILL_ROLE = {
  name: 'projects/ai-agent-platform/roles/sluiceRestoreDrill',
  stage: 'GA',
  includedPermissions: ['datastore.databases.delete', 'datastore.entities.get', 'datastore.entities.list'],
};

/** A plan of Backup for GKE, as the cloud describes it. */
export const BACKUP_PLAN = {
  backupConfig: { selectedNamespaces: { namespaces: ['production', 'staging'] } },
  backupSchedule: { cronSchedule: '0 3 * * *' },
  retentionPolicy: { backupRetainDays: 30 },
};

/** Everything is as the delivery wants it, and some things are there besides. */
export function healthyWorld(): World {
  return {
    github: {
      [REPOSITORY]: [{ id: 731846205, owner: { id: 140372916 }, visibility: 'private' }],
      [`${REPOSITORY}/actions/variables/GCP_PROJECT`]: [{ name: 'GCP_PROJECT', value: 'ai-agent-platform' }],
      [`${REPOSITORY}/actions/variables/GCP_WIF_POOL`]: [{ name: 'GCP_WIF_POOL', value: POOL }],
      [`${REPOSITORY}/actions/variables?per_page=30`]: [{ variables: [{ name: 'GCP_PROJECT' }, { name: 'COLOUR' }] }],
      [`${REPOSITORY}/environments/dev/deployment-branch-policies`]: branchPolicies('feature/**/*'),
      [`${REPOSITORY}/environments/staging/deployment-branch-policies`]: branchPolicies('main', 'develop'),
      [`${REPOSITORY}/environments/production/deployment-branch-policies`]: branchPolicies('main'),
      [`${REPOSITORY}/environments/production-approval/deployment-branch-policies`]: branchPolicies('main'),
      [`${REPOSITORY}/environments/restore-drill/deployment-branch-policies`]: branchPolicies('main'),
      [`${REPOSITORY}/environments/production-approval`]: [gate({})],
      [`${REPOSITORY}/rulesets?per_page=100`]: [rulesets.map((name) => ({ name, enforcement: 'active' }))],
      [`${REPOSITORY}/actions/permissions/workflow`]: [{ can_approve_pull_request_reviews: false }],
      [`${REPOSITORY}/branches/main`]: [{ name: 'main' }],
      [`${REPOSITORY}/branches/develop`]: [{ name: 'develop' }],
      [`${REPOSITORY}/actions/workflows?per_page=100`]: [
        { workflows: WORKFLOWS.map((path) => ({ path, state: 'active' })) },
      ],
      'orgs/ai-agent-platform/teams/operators/members?per_page=100': [[{ login: 'ada' }]],
    },
    cloud: {
      'projects describe ai-agent-platform': { projectNumber: '482913650174' },
      'services list': APIS.map((name) => ({ config: { name: `${name}.googleapis.com` } })),
      ...Object.fromEntries(
        [
          ...['services', 'services-dev', 'provenance'],
          ...['dev', 'staging', 'production', 'restore-drill'].map((name) => `evidence-${name}`),
        ].flatMap((name) => [
          [
            `artifacts repositories describe ${name}`,
            { dockerConfig: name.startsWith('services') ? { immutableTags: true } : {} },
          ],
          [`artifacts repositories get-iam-policy ${name}`, { bindings: registryBindings(name) }],
        ]),
      ),
      'iam workload-identity-pools describe github': { state: 'ACTIVE' },
      'iam roles describe sluiceRestoreDrill': DRILL_ROLE,
      ...Object.fromEntries(
        identities.identities.map(({ name, condition, audience }) => [
          `iam workload-identity-pools providers describe ${name}`,
          { state: 'ACTIVE', attributeCondition: condition, oidc: { allowedAudiences: [audience] } },
        ]),
      ),
      'projects get-iam-policy ai-agent-platform': {
        bindings: [
          ...identities.identities.flatMap(({ principal, rights }) =>
            rights
              .filter(({ kind }) => kind === 'project' || kind === 'conditional')
              .map(({ role, condition }) => ({
                role,
                members: ['user:ada@example.com', principal],
                ...(condition === undefined ? {} : { condition: { expression: condition } }),
              })),
          ),
          ...identities.pods.map(({ principal, right }) => ({
            role: right.role,
            members: [principal],
            condition: { expression: right.condition },
          })),
        ],
      },
      ...Object.fromEntries(
        ['staging', 'production'].map((tier) => [
          `firestore backups schedules list --database=agents-${tier}`,
          [DAILY, WEEKLY],
        ]),
      ),
      ...Object.fromEntries(
        ['dev', 'staging', 'production'].map((tier) => [
          `firestore databases describe --database=agents-${tier}`,
          {
            locationId: 'asia-northeast3',
            pointInTimeRecoveryEnablement: 'POINT_IN_TIME_RECOVERY_ENABLED',
            deleteProtectionState: tier === 'dev' ? 'DELETE_PROTECTION_DISABLED' : 'DELETE_PROTECTION_ENABLED',
          },
        ]),
      ),
      'beta container backup-restore backup-plans describe ai-agent-cluster-asia-northeast3': BACKUP_PLAN,
    },
    gone: [],
    unseen: {},
  };
}

/** Who may write what any branch builds, and no more. */
export const BUILDER = identities.identities.find(({ name }) => name === 'build-unprotected')?.principal ?? '';

const registryBindings = (repository: string) =>
  identities.identities.flatMap(({ principal, rights }) =>
    rights
      .filter((right) => right.kind === 'registry' && right.repository === repository)
      .map(({ role }) => ({ role, members: [principal] })),
  );

/** The environment where people approve, as GitHub tells of it. */
export const gate = (differing: Record<string, unknown>) => ({
  name: 'production-approval',
  can_admins_bypass: false,
  protection_rules: [
    {
      type: 'required_reviewers',
      prevent_self_review: true,
      reviewers: [{ type: 'Team', reviewer: { id: 1, slug: 'operators' } }],
    },
  ],
  ...differing,
});

/** Answers from a world, and refuses whatever could change one. */
export function programsOf(world: World): Programs & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    ask(question) {
      const args = argumentsOf(question);
      asked.push([question.program, ...args].join(' '));
      if (!isRead(question.program, args)) throw new Error(`That writes: ${asked.at(-1)}`);
      return Promise.resolve(answerOf(world, question));
    },
  };
}

/** Told from the arguments alone, as the program would see them. */
export function isRead(program: Question['program'], args: readonly string[]): boolean {
  switch (program) {
    case 'gh':
      return (
        args[0] === 'api' &&
        args[args.indexOf('--method') + 1] === 'GET' &&
        !args.some((arg) => /^(-f|-F|--field|--raw-field|--input|-X)/.test(arg))
      );
    case 'gcloud': {
      const verb = args.find((arg) =>
        /^(add|create|delete|describe|disable|enable|get|list|remove|restore|set|update)/.test(arg),
      );
      return verb !== undefined && ['describe', 'list', 'get-iam-policy'].includes(verb);
    }
    case 'kubectl':
      return args.find((arg) => !arg.startsWith('-')) === 'get' && args.includes('--output=name');
  }
}

function answerOf(world: World, question: Question): Answer {
  const why = world.unseen[question.program];
  if (why !== undefined) return { kind: 'unseen', why };
  switch (question.program) {
    case 'gh':
      return found(world.github[question.path]);
    case 'gcloud': {
      const name = question.about[0]?.startsWith('--enabled') ? '' : ` ${question.about[0]}`;
      return found(world.cloud[`${question.group} ${question.verb}${name}`]);
    }
    case 'kubectl': {
      const { kind, name, namespace } = question;
      return world.gone.includes(`${kind} ${namespace ?? ''}/${name}`)
        ? { kind: 'absent' }
        : { kind: 'there', value: `${kind}/${name}` };
    }
  }
}

const found = (value: unknown): Answer => (value === undefined ? { kind: 'absent' } : { kind: 'there', value });

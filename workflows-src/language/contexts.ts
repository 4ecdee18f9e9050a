import type { GITHUB_CONTEXTS, GITHUB_EVENTS } from '../../catalogue/github-schema.ts';
import type { Variable } from '../../domain/variable.ts';
import { type Expression, expression, type Structure } from './expression.ts';
import { type GivenWord, isStrangers } from './stranger.ts';
import type { Camel } from './words.ts';

/** Events by their own names, those that people and other workflows start included. */
export type EventName = keyof typeof GITHUB_EVENTS | 'workflow_dispatch' | 'workflow_call';

const github = <T extends string = string>(property: string): Expression<T, 'github'> =>
  expression<T, 'github'>(`github.${property}`, { uses: ['github'] });

/** Names that this language writes in its own way, or that hold more than a text. */
type Apart = 'event' | 'event_name' | 'head_ref' | 'ref_protected' | 'token' | 'env' | 'path' | 'action_status';
type Properties = {
  readonly [Name in Exclude<(typeof GITHUB_CONTEXTS)['github'][number], Apart> as Camel<Name>]: Expression<
    string,
    'github'
  >;
};

/** What started the run. Only what GitHub itself makes stands here; `event` and `STRANGER` hold what other people wrote. `ref`, `refName` and
 *  `baseRef` are chosen by whoever may push a branch: compare them, never print them into code. */
export const GITHUB: Properties & {
  readonly eventName: Expression<EventName, 'github'>;
  readonly refProtected: Expression<boolean, 'github'>;
} = {
  action: github('action'),
  actionPath: github('action_path'),
  actionRef: github('action_ref'),
  actionRepository: github('action_repository'),
  actor: github('actor'),
  actorId: github('actor_id'),
  apiUrl: github('api_url'),
  baseRef: github('base_ref'),
  eventName: github<EventName>('event_name'),
  eventPath: github('event_path'),
  graphqlUrl: github('graphql_url'),
  job: github('job'),
  ref: github('ref'),
  refName: github('ref_name'),
  refProtected: expression<boolean, 'github'>('github.ref_protected', { uses: ['github'] }),
  refType: github('ref_type'),
  repository: github('repository'),
  repositoryId: github('repository_id'),
  repositoryOwner: github('repository_owner'),
  repositoryOwnerId: github('repository_owner_id'),
  repositoryUrl: github('repositoryUrl'),
  retentionDays: github('retention_days'),
  runAttempt: github('run_attempt'),
  runId: github('run_id'),
  runNumber: github('run_number'),
  secretSource: github('secret_source'),
  serverUrl: github('server_url'),
  sha: github('sha'),
  triggeringActor: github('triggering_actor'),
  workflow: github('workflow'),
  workflowRef: github('workflow_ref'),
  workflowSha: github('workflow_sha'),
  workspace: github('workspace'),
};

/** The id of the job, by which GitHub's API knows it.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#job-context */
export const JOB_ID: Expression<string, 'job'> = expression('job.check_run_id', { uses: ['job'] });
/** How the job stands so far. */
export const JOB_STATUS: Expression<'success' | 'failure' | 'cancelled', 'job'> = expression('job.status', {
  uses: ['job'],
});

const runner = <T extends string = string>(property: string): Expression<T, 'runner'> =>
  expression<T, 'runner'>(`runner.${property}`, { uses: ['runner'] });

/** The machine that the job runs on. */
export const RUNNER = {
  name: runner('name'),
  os: runner<'Linux' | 'Windows' | 'macOS'>('os'),
  arch: runner<'X86' | 'X64' | 'ARM' | 'ARM64'>('arch'),
  temp: runner('temp'),
  toolCache: runner('tool_cache'),
  debug: runner<'1' | ''>('debug'),
  environment: runner<'github-hosted' | 'self-hosted'>('environment'),
  workspace: runner('workspace'),
} as const;

const strategy = <T extends number | boolean>(property: string): Expression<T, 'strategy'> =>
  expression<T, 'strategy'>(`strategy.${property}`, { uses: ['strategy'] });

/** Which leg of its matrix the job is. */
export const STRATEGY = {
  failFast: strategy<boolean>('fail-fast'),
  jobIndex: strategy<number>('job-index'),
  jobTotal: strategy<number>('job-total'),
  maxParallel: strategy<number>('max-parallel'),
} as const;

/** The runner's folder for temporary files, which a job begins with empty. */
export const TEMPORARY: Expression<string, 'runner'> = expression('runner.temp', { uses: ['runner'] });

/** Text that somebody without any rights can choose; it may become an environment variable and nothing else.
 *  @see https://docs.github.com/en/actions/reference/security/secure-use#understanding-the-risk-of-script-injections */
const stranger = (property: string): Expression<string, 'github' | 'tainted'> =>
  expression(`github.${property}`, { uses: ['github', 'tainted'] });

/** What strangers wrote. */
export const STRANGER = {
  headRef: stranger('head_ref'),
  pullRequestTitle: stranger('event.pull_request.title'),
  issueTitle: stranger('event.issue.title'),
  commentBody: stranger('event.comment.body'),
} as const;

/** What the event says at a path below it, such as `pull_request.number` or `release.tag_name`: a number or a word of GitHub's own, or text of
 *  whoever caused it, which goes into an environment variable alone. */
export const event = <const Path extends string>(path: Path): Expression<string, EventUse<Path>> => {
  const foreign = isStrangers(['github', 'event', ...path.split('.')]);
  return expression(`github.event.${path}`, {
    uses: (foreign ? ['github', 'tainted'] : ['github']) as readonly EventUse<Path>[],
  });
};

type Last<Path extends string> = Path extends `${string}.${infer Rest}` ? Last<Rest> : Path;
type EventUse<Path extends string> = Last<Path> extends GivenWord ? 'github' : 'github' | 'tainted';
/** A truth of the event: `pull_request.draft`, `pull_request.head.repo.fork`. */
export const eventFlag = (path: string): Expression<boolean, 'github'> =>
  expression(`github.event.${path}`, { uses: ['github'] });

/** A list or an object of the event, such as `pull_request.labels.*.name`; what is in it may be anybody's text, and only `contains` takes it. */
export const eventStructure = (path: string): Expression<Structure, 'github'> =>
  expression(`github.event.${path}`, { uses: ['github'] });

/** The value of a configuration variable; empty where it is not set. */
export const variableValue = ({ name }: Variable): Expression<string, 'vars'> => vars(name);

/** The same, by its name alone. */
export const vars = (name: string): Expression<string, 'vars'> => expression(`vars.${name}`, { uses: ['vars'] });

/** An environment variable of the workflow, the job or a step before, as GitHub's expressions see it. */
export const environmentVariable = (name: string): Expression<string, 'env'> =>
  expression(`env.${name}`, { uses: ['env'] });

/** A secret, by the name that an administrator gave it. It is masked in logs, and empty where it is not set. */
export const secret = (name: string): Expression<string, 'secrets'> =>
  expression(`secrets.${name}`, { uses: ['secrets'] });

/** The token of the job, which can do what its steps say and no more. */
export const TOKEN: Expression<string, 'github'> = expression('github.token', { uses: ['github'] });

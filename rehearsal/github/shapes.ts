import type { Call, Schema } from './call.ts';
import type { Deployment, DeploymentStatus, Environment, PullRequestMention, WorkflowRun } from './model.ts';
import { stableId } from './state.ts';
import { ACTIONS_BOT } from './tokens.ts';

type Where = Pick<Call, 'api' | 'server' | 'repository'>;

/** Opaque, as GitHub's are: nobody may take them apart. */
export const nodeId = (kind: string, id: number): string => Buffer.from(`${kind}:${id}`).toString('base64');

/** Address of the repository in the API, and of its web pages. */
export const apiUrl = ({ api, repository }: Where): string => `${api}/repos/${repository.owner}/${repository.name}`;
export const webUrl = ({ server, repository }: Where): string => `${server}/${repository.owner}/${repository.name}`;

/** An account. The id of a login that came without one is made from its name. */
export function user(
  { api, server }: Pick<Where, 'api' | 'server'>,
  login: string,
  id = login === ACTIONS_BOT.login ? ACTIONS_BOT.id : stableId(login),
): Schema<'simple-user'> {
  const url = `${api}/users/${encodeURIComponent(login)}`;
  return {
    login,
    id,
    node_id: nodeId('User', id),
    avatar_url: '',
    gravatar_id: '',
    url,
    html_url: `${server}/${login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: login.endsWith('[bot]') ? 'Bot' : 'User',
    site_admin: false,
  };
}

/** The fields of a repository that do not depend on what is in it. */
export function repositoryShape(where: Where): Partial<Schema<'full-repository'>> {
  const { id, owner, ownerId, name, defaultBranch, visibility } = where.repository;
  return {
    id,
    node_id: nodeId('Repository', id),
    name,
    full_name: `${owner}/${name}`,
    owner: user(where, owner, ownerId),
    private: visibility === 'private',
    visibility,
    html_url: webUrl(where),
    url: apiUrl(where),
    deployments_url: `${apiUrl(where)}/deployments`,
    fork: false,
    archived: false,
    disabled: false,
    default_branch: defaultBranch,
  };
}

export function deploymentShape(where: Where, deployment: Deployment): Schema<'deployment'> {
  const url = `${apiUrl(where)}/deployments/${deployment.id}`;
  return {
    url,
    id: deployment.id,
    node_id: nodeId('Deployment', deployment.id),
    sha: deployment.sha,
    ref: deployment.ref,
    task: deployment.task,
    payload: (deployment.payload ?? {}) as Schema<'deployment'>['payload'],
    original_environment: deployment.environment,
    environment: deployment.environment,
    description: deployment.description ?? null,
    creator: user(where, deployment.creator),
    created_at: deployment.createdAt,
    updated_at: deployment.statuses.at(-1)?.createdAt ?? deployment.createdAt,
    statuses_url: `${url}/statuses`,
    repository_url: apiUrl(where),
    transient_environment: deployment.transient ?? false,
    production_environment: deployment.production ?? false,
    performed_via_github_app: null,
  };
}

export function statusShape(
  where: Where,
  deployment: Deployment,
  status: DeploymentStatus,
): Schema<'deployment-status'> {
  const url = `${apiUrl(where)}/deployments/${deployment.id}`;
  return {
    url: `${url}/statuses/${status.id}`,
    id: status.id,
    node_id: nodeId('DeploymentStatus', status.id),
    state: status.state,
    creator: user(where, deployment.creator),
    description: status.description,
    environment: deployment.environment,
    target_url: status.logUrl,
    created_at: status.createdAt,
    updated_at: status.createdAt,
    deployment_url: url,
    repository_url: apiUrl(where),
    environment_url: status.environmentUrl,
    log_url: status.logUrl,
    performed_via_github_app: null,
  };
}

/** The five fields by which other objects mention an environment. */
export const environmentMention = (where: Where, { id, name }: Environment) => ({
  id,
  node_id: nodeId('Environment', id),
  name,
  url: `${apiUrl(where)}/environments/${encodeURIComponent(name)}`,
  html_url: `${webUrl(where)}/deployments/activity_log?environments_filter=${encodeURIComponent(name)}`,
});

/** Reviewers as protection rules and pending deployments show them; a team only by what the rehearsal knows of it. */
export const reviewerShapes = (where: Where, { reviewers }: Environment) =>
  reviewers.map(({ type, id, login }) => ({
    type,
    reviewer:
      type === 'User'
        ? user(where, login, id)
        : ({ id, node_id: nodeId('Team', id), name: login, slug: login } satisfies Partial<Schema<'team'>>),
  }));

export function runShape(where: Where, run: WorkflowRun): Partial<Schema<'workflow-run'>> {
  const url = `${apiUrl(where)}/actions/runs/${run.id}`;
  const workflow = stableId(run.workflowPath);
  const ends = run.jobs.flatMap(({ startedAt, completedAt }) => completedAt ?? startedAt ?? []);
  const before = `${url}/attempts/${run.attempt - 1}`;
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId('WorkflowRun', run.id),
    head_branch: run.headBranch,
    head_sha: run.headSha,
    path: run.workflowPath,
    display_title: run.name,
    run_number: run.number,
    run_attempt: run.attempt,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion ?? null,
    workflow_id: workflow,
    workflow_url: `${apiUrl(where)}/actions/workflows/${workflow}`,
    url,
    html_url: `${webUrl(where)}/actions/runs/${run.id}`,
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    artifacts_url: `${url}/artifacts`,
    created_at: run.createdAt,
    run_started_at: run.startedAt,
    updated_at: [run.startedAt, ...ends].sort().at(-1) ?? run.startedAt,
    previous_attempt_url: run.attempt === 1 ? null : before,
    actor: user(where, run.actor),
    triggering_actor: user(where, run.triggeringActor),
    pull_requests: run.pullRequest === undefined ? [] : [mentioned(where, run.pullRequest)],
  };
}

/** A pull request as a run mentions it. */
function mentioned(where: Where, { number, head, base }: PullRequestMention) {
  const { id, name } = where.repository;
  const repo = { id, name, url: apiUrl(where) };
  const side = ({ ref, sha }: PullRequestMention['head']) => ({ ref, sha, repo });
  return { id: number, number, url: `${apiUrl(where)}/pulls/${number}`, head: side(head), base: side(base) };
}

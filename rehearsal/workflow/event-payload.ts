import type { CommitInfo } from '../github/commit-object.ts';
import type { Repository, WorkflowRun } from '../github/model.ts';
import { stableId } from '../github/state.ts';
import { ACTIONS_BOT } from '../github/tokens.ts';
import { associationOf } from './association.ts';
import type { CommentEvent, MergeGroupEvent, PullRequestEvent, PushEvent } from './event.ts';
import type { Occurrence } from './occurrence.ts';
import type { Schedule } from './schedule.ts';
import type { Value } from './value.ts';

type Fields = Readonly<Record<string, Value>>;
const NO_COMMIT = '0'.repeat(40);

/** Number of an account, as GitHub shows it everywhere. */
export const accountId = (login: string): number => (login === ACTIONS_BOT.login ? ACTIONS_BOT.id : stableId(login));

/** What a payload is made of besides the event. */
interface Sources {
  readonly repository: Repository;
  readonly serverUrl: string;
  /** The commit that the run is listed under. */
  readonly commit: CommitInfo;
  readonly inputs: Readonly<Record<string, string>>;
  readonly workflowPath: string;
  readonly schedule: Schedule | undefined;
}

/** The `github.event` object: the fields of GitHub's webhook that workflows use. An expression that asks for another one of its objects
 *  is told so: see webhook-fields.ts.
 *  @see https://docs.github.com/en/webhooks/webhook-events-and-payloads */
export function eventPayload({ event, name, at }: Occurrence, from: Sources): Fields {
  const { repository, serverUrl } = from;
  const common = { repository: repositoryFields(repository, serverUrl), sender: account(event.actor) };
  switch (event.kind) {
    case 'push':
      return { ...common, ...(name === 'create' ? creation(event, repository) : push(event, from)) };
    case 'pull_request':
      return { ...common, ...pullRequest(event, common.repository, repository, serverUrl) };
    case 'merge_group':
      return { ...common, action: 'checks_requested', merge_group: mergeGroup(event, from.commit) };
    case 'workflow_dispatch':
      return { ...common, ref: event.ref, inputs: { ...from.inputs }, workflow: from.workflowPath };
    case 'repository_dispatch': {
      const { eventType: action, clientPayload } = event;
      return { ...common, action, branch: at.refName, client_payload: clientPayload };
    }
    case 'schedule':
      return { ...common, schedule: from.schedule?.cron ?? null, workflow: from.workflowPath };
    case 'issue_comment':
      return { ...common, ...comment(event, repository, `${serverUrl}/${repository.owner}/${repository.name}`) };
    case 'workflow_run':
      return {
        ...common,
        action: event.action,
        workflow: { id: stableId(event.of.workflowPath), name: event.of.name, path: event.of.workflowPath },
        workflow_run: workflowRun(event.of, common.repository, serverUrl),
      };
    case 'activity':
      return { ...common, ...(event.action === undefined ? {} : { action: event.action }), ...event.fields };
  }
}

function push(event: PushEvent, { commit, serverUrl, repository }: Sources): Fields {
  const head = commitFields(commit, `${serverUrl}/${repository.owner}/${repository.name}`);
  return {
    ref: event.ref,
    before: event.before ?? NO_COMMIT,
    after: event.after,
    created: event.before === undefined,
    deleted: false,
    forced: false,
    base_ref: null,
    pusher: { name: event.actor, email: `${event.actor}@users.noreply.github.com` },
    head_commit: head,
    commits: [head],
  };
}

const creation = ({ ref }: PushEvent, { defaultBranch }: Repository): Fields => ({
  ref: ref.replace(/^refs\/(heads|tags)\//, ''),
  ref_type: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
  master_branch: defaultBranch,
  pusher_type: 'user',
});

function pullRequest(
  event: PullRequestEvent,
  repository: Fields,
  { owner, name }: Repository,
  serverUrl: string,
): Fields {
  const { number, title, base, head, baseSha, headSha, mergeSha, headRepository, label } = event;
  const fork = headRepository === undefined ? undefined : forkFields(repository, headRepository);
  const side = (ref: string, sha: string, repo: Fields, login: string) => ({
    ref,
    sha,
    label: `${login}:${ref}`,
    repo,
    user: account(login),
  });
  const headOwner = headRepository?.split('/')[0] ?? owner;
  const stranger = fork === undefined ? undefined : { isNew: event.needsApproval === true };
  return {
    action: event.action,
    number,
    ...(label === undefined ? {} : { label: { name: label } }),
    pull_request: {
      id: stableId(`${owner}/${name}#${number}`),
      number,
      title,
      body: null,
      html_url: `${serverUrl}/${owner}/${name}/pull/${number}`,
      author_association: associationOf(event.actor, { owner }, stranger),
      state: event.action === 'closed' ? 'closed' : 'open',
      draft: event.draft === true,
      merged: event.merged === true,
      merge_commit_sha: mergeSha ?? null,
      mergeable: mergeSha !== undefined,
      user: account(event.actor),
      base: side(base, baseSha, repository, owner),
      head: side(head, headSha, fork ?? repository, headOwner),
      labels: label === undefined || event.action === 'unlabeled' ? [] : [{ name: label }],
      ...UNSET,
    },
  };
}

/** What nobody has set, on a pull request or an issue. */
const UNSET = { assignee: null, assignees: [], locked: false, milestone: null } as const;

function forkFields(repository: Fields, fullName: string): Fields {
  const [login = '', name = ''] = fullName.split('/');
  return { ...repository, id: stableId(fullName), name, full_name: fullName, fork: true, owner: account(login) };
}

const mergeGroup = ({ base, baseSha, headRef, headSha }: MergeGroupEvent, commit: CommitInfo): Fields => ({
  head_sha: headSha,
  head_ref: headRef,
  base_sha: baseSha,
  base_ref: `refs/heads/${base}`,
  head_commit: commitFields(commit, ''),
});

function comment({ action, commentId, body, issue, actor }: CommentEvent, { owner }: Repository, url: string): Fields {
  const { number, title, isPullRequest } = issue;
  const page = `${url}/${isPullRequest ? 'pull' : 'issues'}/${number}`;
  const by = { user: account(actor), author_association: associationOf(actor, { owner }) };
  return {
    action,
    issue: {
      number,
      title,
      state: 'open',
      body: null,
      html_url: page,
      ...by,
      labels: [],
      ...UNSET,
      ...(isPullRequest ? { pull_request: { html_url: page } } : {}),
    },
    comment: { id: commentId, body, ...by, html_url: `${page}#issuecomment-${commentId}` },
  };
}

function workflowRun(run: WorkflowRun, repository: Fields, serverUrl: string): Fields {
  const fork = run.headRepository === undefined ? undefined : forkFields(repository, run.headRepository);
  return {
    id: run.id,
    name: run.name,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion ?? null,
    head_branch: run.headBranch,
    head_sha: run.headSha,
    path: run.workflowPath,
    workflow_id: stableId(run.workflowPath),
    run_number: run.number,
    run_attempt: run.attempt,
    created_at: run.createdAt,
    html_url: `${serverUrl}/${String(repository['full_name'])}/actions/runs/${run.id}`,
    actor: account(run.actor),
    triggering_actor: account(run.triggeringActor),
    head_commit: { id: run.headCommit },
    repository,
    head_repository: fork ?? repository,
    pull_requests: run.pullRequest === undefined ? [] : [{ ...run.pullRequest }],
  };
}

const account = (login: string): Fields => ({
  login,
  id: accountId(login),
  type: login.endsWith('[bot]') ? 'Bot' : 'User',
});

const repositoryFields = (
  { id, owner, ownerId, name, defaultBranch, visibility }: Repository,
  serverUrl: string,
): Fields => ({
  id,
  name,
  full_name: `${owner}/${name}`,
  private: visibility === 'private',
  visibility,
  fork: false,
  owner: { ...account(owner), id: ownerId },
  html_url: `${serverUrl}/${owner}/${name}`,
  clone_url: `${serverUrl}/${owner}/${name}.git`,
  description: null,
  topics: [],
  archived: false,
  default_branch: defaultBranch,
});

const commitFields = ({ sha, tree, message, author, committer }: CommitInfo, url: string): Fields => ({
  id: sha,
  tree_id: tree,
  message,
  timestamp: committer.date,
  url: `${url}/commit/${sha}`,
  distinct: true,
  author: { name: author.name, email: author.email },
  committer: { name: committer.name, email: committer.email },
});

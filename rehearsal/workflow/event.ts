import type { WorkflowRun } from '../github/model.ts';
import type { EventName } from './event-table.ts';
import type { Value } from './value.ts';

/** What happened in the repository, as its webhook tells it. One of them can be several events for workflows: an opened pull request
 *  starts `pull_request` and `pull_request_target`. `causedBy` says that a job's own token did it: then no run starts, except by a
 *  dispatch.
 *  @see https://docs.github.com/en/actions/concepts/security/github_token#when-github_token-triggers-workflow-runs */
export type RepositoryEvent =
  | PushEvent
  | PullRequestEvent
  | MergeGroupEvent
  | DispatchEvent
  | RepositoryDispatchEvent
  | ScheduleEvent
  | CommentEvent
  | WorkflowRunEvent
  | ActivityEvent;

interface Caused {
  /** Login of whoever did it. */
  readonly actor: string;
  readonly causedBy?: 'job-token';
}

/** Commits were pushed to a branch, or a tag was made. The repository already has them. */
export interface PushEvent extends Caused {
  readonly kind: 'push';
  /** `refs/heads/…` or `refs/tags/…`. */
  readonly ref: string;
  /** Commit that the ref had before; `undefined` when the ref is new. */
  readonly before: string | undefined;
  readonly after: string;
}

/** What can happen to a pull request.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#pull_request */
export const PULL_REQUEST_ACTIONS = [
  ...['assigned', 'unassigned', 'labeled', 'unlabeled', 'opened', 'edited', 'closed', 'reopened', 'synchronize'],
  ...['converted_to_draft', 'locked', 'unlocked', 'enqueued', 'dequeued', 'milestoned', 'demilestoned'],
  ...['ready_for_review', 'review_requested', 'review_request_removed', 'auto_merge_enabled', 'auto_merge_disabled'],
] as const;

/** A pull request was opened or changed. */
export interface PullRequestEvent extends Caused {
  readonly kind: 'pull_request';
  readonly action: (typeof PULL_REQUEST_ACTIONS)[number];
  readonly number: number;
  readonly title: string;
  /** Branch names. */
  readonly base: string;
  readonly head: string;
  /** `owner/name` of the fork that the head branch is in; a branch of this repository where there is none. */
  readonly headRepository?: string;
  /** Whoever did it needs a maintainer's approval, by the policy of the repository: as a rule whoever contributes for the first time. */
  readonly needsApproval?: true;
  readonly baseSha: string;
  readonly headSha: string;
  /** The merge of both that GitHub makes and tests, or what a merged one has put on its base; whoever raises the event has made it.
   *  `undefined` where the two conflict: then there is nothing for `pull_request` to run on. */
  readonly mergeSha: string | undefined;
  /** With `closed`: the base has it now. */
  readonly merged?: true;
  /** With `labeled` and `unlabeled`. */
  readonly label?: string;
  readonly draft?: true;
}

/** A merge queue asks for the checks of a group. The repository already has its branch. */
export interface MergeGroupEvent extends Caused {
  readonly kind: 'merge_group';
  /** Name of the branch that is merged into. */
  readonly base: string;
  readonly baseSha: string;
  /** `refs/heads/gh-readonly-queue/…`, and its commit. */
  readonly headRef: string;
  readonly headSha: string;
}

/** Somebody started one workflow. */
export interface DispatchEvent extends Caused {
  readonly kind: 'workflow_dispatch';
  /** File name below `.github/workflows`, or its path. */
  readonly workflow: string;
  readonly ref: string;
  /** As the API takes them: texts, whatever type the workflow declares. */
  readonly inputs: Readonly<Record<string, string>>;
}

/** Somebody called the API in the name of something that happened elsewhere. */
export interface RepositoryDispatchEvent extends Caused {
  readonly kind: 'repository_dispatch';
  readonly eventType: string;
  readonly clientPayload: Readonly<Record<string, Value>>;
}

/** It is time for scheduled workflows: either for all whose time the given one is, or for those that say exactly this `cron`. */
export interface ScheduleEvent extends Caused {
  readonly kind: 'schedule';
  readonly due: { readonly at: number } | { readonly cron: string };
}

/** A comment on an issue or on a pull request. */
export interface CommentEvent extends Caused {
  readonly kind: 'issue_comment';
  readonly action: 'created' | 'edited' | 'deleted';
  readonly commentId: number;
  readonly body: string;
  readonly issue: { readonly number: number; readonly title: string; readonly isPullRequest: boolean };
}

/** A run was recorded, began or ended; the engine raises it by itself. */
export interface WorkflowRunEvent extends Caused {
  readonly kind: 'workflow_run';
  readonly action: 'requested' | 'in_progress' | 'completed';
  readonly of: WorkflowRun;
}

/** Anything else that workflows can listen to: a release, an issue, a label, a deployment … */
export interface ActivityEvent extends Caused {
  readonly kind: 'activity';
  readonly name: OtherEvent;
  readonly action?: string;
  /** The ref that a `release`, a `deployment` … is about; the default branch where there is none. */
  readonly ref?: string;
  /** Its commit; the ref's own where there is none. A deployment of a commit has no ref. */
  readonly sha?: string;
  /** Fields of its webhook besides `action`, `repository` and `sender`. */
  readonly fields: Readonly<Record<string, Value>>;
}

/** Events that have no form of their own above, and need none. Reviews of pull requests are not among them: nothing here raises them,
 *  so that nothing starts by them. */
export type OtherEvent = Exclude<EventName, RaisedOtherwise>;
type RaisedOtherwise =
  | ('push' | 'create' | 'pull_request' | 'pull_request_target' | 'merge_group' | 'workflow_dispatch')
  | ('repository_dispatch' | 'schedule' | 'issue_comment' | 'workflow_run')
  | ('pull_request_review' | 'pull_request_review_comment');

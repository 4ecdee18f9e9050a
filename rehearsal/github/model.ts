import type { PermissionScope } from '../../domain/action-contract.ts';

/** GitHub's side of one repository: what its settings page, its API and its run pages know. Plain data; the API and the
 *  workflow engine both work on it. */
export interface Repository {
  readonly id: number;
  readonly owner: string;
  readonly ownerId: number;
  readonly name: string;
  readonly defaultBranch: string;
  /** Everybody may read what a public repository holds, with any token or none; writing always needs a permission. */
  readonly visibility: Visibility;
  /** Patterns of branches that have a protection rule, as in an environment's branch rules. */
  readonly protectedBranches: readonly string[];
  /** Events that a policy keeps from starting anything: a run of theirs fails at once.
   *  @see https://docs.github.com/en/actions/concepts/about-actions-policies */
  readonly blockedEvents: Set<string>;
  /** Bare git repository on disk. */
  readonly gitDirectory: string;
  readonly variables: Map<string, string>;
  readonly secrets: Map<string, string>;
  /** Keys are lower-case: GitHub compares environment names without case. */
  readonly environments: Map<string, Environment>;
  readonly deployments: Deployment[];
  readonly runs: WorkflowRun[];
  readonly issues: Issue[];
}

export interface Issue {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly author: string;
  readonly createdAt: string;
  readonly comments: IssueComment[];
}

export interface IssueComment {
  readonly id: number;
  readonly body: string;
  readonly author: string;
  readonly createdAt: string;
}

export type Visibility = 'public' | 'private';

export interface Environment {
  readonly id: number;
  readonly name: string;
  readonly variables: Map<string, string>;
  readonly secrets: Map<string, string>;
  readonly reviewers: readonly { readonly type: 'User' | 'Team'; readonly id: number; readonly login: string }[];
  readonly preventSelfReview: boolean;
  /** Whether administrators may go past the rules: so it is on GitHub before somebody says otherwise. */
  readonly adminsBypass: boolean;
  readonly waitMinutes: number;
  /** Patterns of the branches and of the tags that may deploy. Where one of the two is given, the other admits none; where
   *  neither is, everything may deploy. */
  readonly branches: readonly string[] | undefined;
  readonly tags: readonly string[] | undefined;
  /** Only branches that have a protection rule may deploy; then there are no patterns. */
  readonly protectedBranchesOnly: boolean;
}

export interface Deployment {
  readonly id: number;
  readonly sha: string;
  readonly ref: string;
  readonly task: string;
  readonly environment: string;
  readonly payload: unknown;
  readonly createdAt: string;
  readonly creator: string;
  readonly statuses: DeploymentStatus[];
  readonly description?: string;
  /** GitHub's flags; a new success makes older deployments inactive only where both are false. */
  readonly transient?: boolean;
  readonly production?: boolean;
}

export interface DeploymentStatus {
  readonly id: number;
  readonly state: 'queued' | 'pending' | 'in_progress' | 'success' | 'failure' | 'error' | 'inactive';
  readonly description: string;
  readonly logUrl: string;
  readonly environmentUrl: string;
  readonly createdAt: string;
}

export type Conclusion = 'success' | 'failure' | 'cancelled' | 'skipped';
/** `action_required`: a maintainer has to approve the run before any of its jobs starts. */
export type RunConclusion = Conclusion | 'action_required';
export type RunStatus = 'queued' | 'waiting' | 'in_progress' | 'completed';

export interface WorkflowRun {
  readonly id: number;
  readonly number: number;
  attempt: number;
  readonly workflowPath: string;
  readonly name: string;
  readonly event: string;
  readonly headBranch: string;
  readonly headSha: string;
  /** The last commit of the head branch: of a pull_request_target another one than the commit that runs. */
  readonly headCommit: string;
  /** `owner/name` of the fork that the head branch is in; none for a branch of this repository. */
  readonly headRepository: string | undefined;
  /** The pull request that it is for, where its branch is in this repository. */
  readonly pullRequest: PullRequestMention | undefined;
  /** Who caused the event. A re-run has this account's rights. */
  readonly actor: string;
  /** Who started the attempt that is described here. */
  triggeringActor: string;
  readonly createdAt: string;
  /** When this attempt was started. */
  startedAt: string;
  status: RunStatus;
  conclusion: RunConclusion | undefined;
  /** Jobs of this attempt, with those that it has kept from earlier ones. */
  readonly jobs: WorkflowJob[];
  /** Attempts before this one, oldest first. */
  readonly earlier: RunAttempt[];
  /** Environments whose reviewers have not answered yet. */
  readonly pending: PendingDeployment[];
  readonly approvals: {
    readonly user: string;
    readonly userId: number;
    readonly state: 'approved' | 'rejected';
    readonly comment: string;
    readonly environments: readonly string[];
  }[];
}

/** An attempt that is over. */
export type RunAttempt = Readonly<
  Pick<WorkflowRun, 'attempt' | 'triggeringActor' | 'startedAt' | 'status' | 'conclusion' | 'jobs'>
>;

export interface PullRequestMention {
  readonly number: number;
  readonly head: { readonly ref: string; readonly sha: string };
  readonly base: { readonly ref: string; readonly sha: string };
}

export interface WorkflowJob {
  readonly id: number;
  /** The attempt of the run that it ran in. */
  readonly attempt: number;
  /** Job id in the file; `caller / callee` for jobs of a called workflow. */
  readonly name: string;
  status: RunStatus;
  conclusion: Conclusion | undefined;
  startedAt: string | undefined;
  completedAt: string | undefined;
  /** Those that have ended, in the order of running. */
  readonly steps?: EndedStep[];
}

export interface EndedStep {
  readonly number: number;
  readonly name: string;
  readonly conclusion: 'success' | 'failure' | 'cancelled' | 'skipped';
}

/** A job that waits for reviewers; answering resolves it. The API takes it out of the run's `pending` and writes the review into
 *  `approvals` before it calls `answer`. */
export interface PendingDeployment {
  readonly environment: Environment;
  readonly jobName: string;
  answer(review: {
    readonly user: string;
    readonly userId: number;
    readonly state: 'approved' | 'rejected';
    readonly comment: string;
  }): void;
}

export type TokenPermissions = Readonly<Partial<Record<PermissionScope, 'read' | 'write'>>>;

/** Tokens of running jobs, and what each may do. */
export interface TokenIssuer {
  issue(grant: { readonly permissions: TokenPermissions; readonly actor: string; readonly runId: number }): string;
  revoke(token: string): void;
}

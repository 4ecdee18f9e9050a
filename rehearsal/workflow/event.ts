/** What happened in the repository. `causedBy` says that a job's own token did it: then no run starts, except by a dispatch.
 *  @see https://docs.github.com/en/actions/how-tos/write-workflows/choose-when-workflows-run/trigger-a-workflow#triggering-a-workflow-from-a-workflow */
export type RepositoryEvent = PushEvent | PullRequestEvent | DispatchEvent;

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

/** A pull request was opened or changed. */
export interface PullRequestEvent extends Caused {
  readonly kind: 'pull_request';
  readonly action: 'opened' | 'synchronize' | 'reopened' | 'closed' | 'edited' | 'labeled';
  readonly number: number;
  readonly title: string;
  /** Branch names. */
  readonly base: string;
  readonly head: string;
  readonly baseSha: string;
  readonly headSha: string;
  /** The merge of both that GitHub makes and tests; whoever raises the event has made it. */
  readonly mergeSha: string;
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

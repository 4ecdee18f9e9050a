const PULL_REQUEST = /^refs\/pull\/[0-9]+\/(?:head|merge)$/;

/** What a step asks `actions/checkout` for. */
export interface Wanted {
  readonly repository: string;
  /** '' where a commit is given. */
  readonly ref: string;
  readonly commit: string | undefined;
}

/** Why `actions/checkout` refuses to fetch what somebody without rights has written into a workflow that has the repository's secrets.
 *  The words are the action's.
 *  @see https://github.com/actions/checkout/blob/v7.0.1/src/unsafe-pr-checkout-helper.ts */
export function forkCodeRefusal(github: Readonly<Record<string, unknown>>, wanted: Wanted): string | undefined {
  const head = headOf(github);
  if (head === undefined || head.repositoryId === field(github, 'event.repository.id')) return undefined;
  const asked =
    head.repository?.toLowerCase() === wanted.repository.toLowerCase() ||
    PULL_REQUEST.test(wanted.ref) ||
    (wanted.commit !== undefined && head.commits.includes(wanted.commit.toLowerCase()));
  if (!asked) return undefined;
  return `Refusing to check out fork pull request code from a '${String(github['event_name'])}' workflow. This workflow runs with the base repository's GITHUB_TOKEN, secrets, default-branch cache scope, and runner access. Fetching and executing a fork's code in that trusted context commonly leads to "pwn request" vulnerabilities. To opt in, review the risks at https://gh.io/securely-using-pull_request_target and set 'allow-unsafe-pr-checkout: true' on the actions/checkout step.`;
}

interface Head {
  readonly repositoryId: number;
  readonly repository: string | undefined;
  readonly commits: readonly string[];
}

/** The pull request that has caused a run with all rights; nothing for other runs. */
function headOf(github: Readonly<Record<string, unknown>>): Head | undefined {
  if (github['event_name'] === 'pull_request_target') {
    return headFrom(github, 'event.pull_request.head.repo', [
      'event.pull_request.head.sha',
      'event.pull_request.merge_commit_sha',
    ]);
  }
  if (github['event_name'] !== 'workflow_run') return undefined;
  const cause = field(github, 'event.workflow_run.event');
  if (typeof cause !== 'string' || !cause.startsWith('pull_request')) return undefined;
  // Of a pull_request_target it is the commit of the default branch.
  const own = cause === 'pull_request_target' ? [] : ['event.workflow_run.head_sha'];
  return headFrom(github, 'event.workflow_run.head_repository', ['event.workflow_run.head_commit.id', ...own]);
}

function headFrom(github: unknown, repository: string, commits: readonly string[]): Head | undefined {
  const id = field(github, `${repository}.id`);
  const name = field(github, `${repository}.full_name`);
  return typeof id !== 'number'
    ? undefined
    : {
        repositoryId: id,
        repository: typeof name === 'string' ? name : undefined,
        commits: commits
          .map((path) => field(github, path))
          .filter((sha) => typeof sha === 'string')
          .map((sha) => sha.toLowerCase()),
      };
}

/** What stands at a path of names: `event.repository.id`. */
const field = (value: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (inside, name) =>
        typeof inside === 'object' && inside !== null ? new Map(Object.entries(inside)).get(name) : undefined,
      value,
    );

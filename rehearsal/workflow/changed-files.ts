import type { GitRepository } from '../github/git.ts';
import { git } from '../github/git-command.ts';
import type { PullRequestEvent, PushEvent } from './event.ts';

/** Paths that an event changes, as path filters see them: a push against what the branch had before, a new branch against the
 *  commit it grew from, a pull request against the point where it left its base.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#git-diff-comparisons */
export async function changedFiles(
  repository: GitRepository,
  event: PushEvent | PullRequestEvent,
): Promise<readonly string[]> {
  if (event.kind === 'pull_request') {
    const base = await run(repository, ['merge-base', event.baseSha, event.headSha]);
    return repository.changedFiles(base, event.headSha);
  }
  if (event.before !== undefined) return repository.changedFiles(event.before, event.after);
  const others = (await repository.refs('refs/heads/')).filter(({ ref }) => ref !== event.ref).map(({ sha }) => sha);
  const fresh = await run(repository, ['rev-list', '--reverse', event.after, ...others.map((sha) => `^${sha}`)]);
  const oldest = fresh.split('\n')[0] ?? '';
  if (oldest === '') return [];
  const [parent] = (await repository.commit(oldest)).parents;
  return parent === undefined ? repository.files(event.after) : repository.changedFiles(parent, event.after);
}

const run = async ({ directory }: GitRepository, args: readonly string[]): Promise<string> =>
  (await git([`--git-dir=${directory}`, ...args])).toString('utf8').trim();

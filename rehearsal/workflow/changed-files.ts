import { limitOf } from '../../catalogue/github-limits.ts';
import type { GitRepository } from '../github/git.ts';
import { git } from '../github/git-command.ts';
import type { PullRequestEvent, PushEvent } from './event.ts';

/** Paths that an event changes, as path filters see them: a push against what the branch had before, a new branch against the
 *  commit it grew from, a pull request against the point where it left its base. Only the first ones are seen; `undefined` when
 *  GitHub makes no list at all, and every filter lets the event in.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#git-diff-comparisons */
export async function changedFiles(
  repository: GitRepository,
  event: PushEvent | PullRequestEvent,
): Promise<readonly string[] | undefined> {
  const paths = await allChanged(repository, event);
  return paths?.slice(0, limitOf('diff-files'));
}

async function allChanged(
  repository: GitRepository,
  event: PushEvent | PullRequestEvent,
): Promise<readonly string[] | undefined> {
  if (event.kind === 'pull_request') {
    const base = await run(repository, ['merge-base', event.baseSha, event.headSha]);
    return repository.changedFiles(base, event.headSha);
  }
  if (event.before !== undefined) {
    const count = Number(await run(repository, ['rev-list', '--count', `${event.before}..${event.after}`]));
    return count > limitOf('diff-commits') ? undefined : repository.changedFiles(event.before, event.after);
  }
  const others = (await repository.refs('refs/heads/')).filter(({ ref }) => ref !== event.ref).map(({ sha }) => sha);
  const listed = await run(repository, ['rev-list', '--reverse', event.after, ...others.map((sha) => `^${sha}`)]);
  const fresh = listed.split('\n');
  if (fresh.length > limitOf('diff-commits')) return undefined;
  const oldest = fresh[0] ?? '';
  if (oldest === '') return [];
  const [parent] = (await repository.commit(oldest)).parents;
  return parent === undefined ? repository.files(event.after) : repository.changedFiles(parent, event.after);
}

const run = async ({ directory }: GitRepository, args: readonly string[]): Promise<string> =>
  (await git([`--git-dir=${directory}`, ...args])).toString('utf8').trim();

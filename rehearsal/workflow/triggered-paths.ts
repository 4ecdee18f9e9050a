import type { GitRepository } from '../github/git.ts';
import { changedFiles } from './changed-files.ts';
import type { PullRequestEvent, PushEvent } from './event.ts';
import { InvalidWorkflow } from './problems.ts';
import { childOf } from './token.ts';
import { starts } from './trigger.ts';
import type { WorkflowSource } from './workflow-source.ts';

/** Words in a commit message that keep push and pull request workflows from starting.
 *  @see https://docs.github.com/en/actions/how-tos/manage-workflow-runs/skip-workflow-runs */
const SKIP = /\[(skip ci|ci skip|no ci|skip actions|actions skip)\]|^skip-checks: *true$/im;

/** Workflow files that a push or a pull request starts, sorted. A file that cannot be read is among them for a push: GitHub shows
 *  it as a failed run. */
export async function triggeredPaths(
  git: GitRepository,
  source: WorkflowSource,
  event: PushEvent | PullRequestEvent,
): Promise<readonly string[]> {
  const head = await git.commit(event.kind === 'push' ? event.after : event.headSha);
  if (SKIP.test(head.message)) return [];
  let changed: Promise<readonly string[]> | undefined;
  const paths = (): Promise<readonly string[]> => {
    changed ??= changedFiles(git, event);
    return changed;
  };
  const triggered: string[] = [];
  for (const path of [...(await source.paths())].sort()) {
    try {
      const on = childOf((await source.parsed(path)).root, 'on');
      if (on !== undefined && (await starts(on, event, paths))) triggered.push(path);
    } catch (error) {
      if (!(error instanceof InvalidWorkflow)) throw error;
      if (event.kind === 'push') triggered.push(path);
    }
  }
  return triggered;
}

import type { GitRepository } from '../github/git.ts';
import { changedFiles } from './changed-files.ts';
import type { Occurrence } from './occurrence.ts';
import { InvalidWorkflow } from './problems.ts';
import { childOf } from './token.ts';
import { type ChangedPaths, type Start, startsOf } from './trigger.ts';
import type { WorkflowSource } from './workflow-source.ts';

/** Words in a commit message that keep `push` and `pull_request` workflows from starting; no other event asks for them.
 *  @see https://docs.github.com/en/actions/how-tos/manage-workflow-runs/skip-workflow-runs */
const SKIP = /\[(skip ci|ci skip|no ci|skip actions|actions skip)\]|^skip-checks: *true$/im;

/** A run that an event starts, by the path of its file. */
export interface TriggeredRun extends Start {
  readonly path: string;
}

/** The runs that an event starts, sorted by path. A file that GitHub cannot read is among them for a push: GitHub shows it as a
 *  failed run, because it cannot know the file's filters. */
export async function triggeredRuns(
  git: GitRepository,
  source: WorkflowSource,
  occurrence: Occurrence,
): Promise<readonly TriggeredRun[]> {
  const { name } = occurrence;
  if (name === 'push' || name === 'pull_request') {
    const head = await git.commit(occurrence.at.headSha);
    if (SKIP.test(head.message)) return [];
  }
  const paths = changedPaths(git, occurrence);
  const triggered: TriggeredRun[] = [];
  for (const path of [...(await source.paths())].sort()) {
    try {
      const on = childOf((await source.parsed(path)).root, 'on');
      const starts = on === undefined ? [] : await startsOf(on, occurrence, paths);
      triggered.push(...starts.map((start) => ({ path, ...start })));
    } catch (error) {
      if (!(error instanceof InvalidWorkflow)) throw error;
      if (name === 'push') triggered.push({ path });
    }
  }
  return triggered;
}

/** Asked for at most once, however many workflows filter paths. */
function changedPaths(git: GitRepository, { event }: Occurrence): ChangedPaths {
  let changed: Promise<readonly string[] | undefined> | undefined;
  return () => {
    if (event.kind !== 'push' && event.kind !== 'pull_request') return Promise.resolve(undefined);
    changed ??= changedFiles(git, event);
    return changed;
  };
}

import { limitOf } from '../../catalogue/github-limits.ts';
import type { WorkflowRun } from '../github/model.ts';

/** Another attempt of a run that somebody asks for. */
export interface RerunRequest {
  readonly actor: string;
  /** Jobs that failed or were cancelled, and those that depend on them; else all. */
  readonly failedOnly: boolean;
  /** One job by its path, failed or not, and those that depend on it. */
  readonly job?: string;
}

/** A re-run that GitHub's API answers with 403. */
export class RerunRefused extends Error {
  override readonly name = 'RerunRefused';
  readonly status = 403;
}

const DAY = 86_400_000;
const FAILED: readonly (string | undefined)[] = ['failure', 'cancelled'];

/** GitHub's sentence for a run that cannot be started again now.
 *  @see https://docs.github.com/en/actions/how-tos/manage-workflow-runs/re-run-workflows-and-jobs
 *  @see https://github.com/cli/cli/issues/9221 for the words */
export function rerunRefusal(run: WorkflowRun, { failedOnly, job }: RerunRequest, now: number): string | undefined {
  if (run.status !== 'completed') return 'This workflow is already running';
  if (now - Date.parse(run.createdAt) > limitOf('rerun-age') * DAY) {
    return 'Unable to retry this workflow run because it was created over a month ago';
  }
  // A file that could not be read, or a run that never left its queue: there is nothing to run again.
  const nothing =
    run.jobs.length === 0 ||
    (job !== undefined && !run.jobs.some(({ name }) => name === job)) ||
    (failedOnly && !run.jobs.some(({ conclusion }) => FAILED.includes(conclusion)));
  return nothing ? 'This workflow run cannot be retried' : undefined;
}

/** Why no job of an attempt runs: GitHub makes a failed check suite that says so. The words are ours.
 *  @see https://github.blog/changelog/2026-04-10-actions-workflows-are-limited-to-50-reruns */
export const overLimit = ({ attempt }: WorkflowRun): readonly string[] | undefined => {
  const limit = limitOf('run-reruns');
  return attempt - 1 > limit
    ? [`This run has been started again ${limit} times, and GitHub runs it no more.`]
    : undefined;
};

import type { Answer, JobFacts } from '../../engine/approval/consent.ts';
import type { GitHubApi } from './api.ts';
import { accountOf } from './asking-run.ts';
import { GitHubError } from './github-error.ts';
import { count, field, list, text } from './narrow.ts';

/** What reviewers answered in a run, of all its attempts.
 *  @see https://docs.github.com/en/rest/actions/workflow-runs#get-the-review-history-for-a-workflow-run */
export async function readAnswers(api: GitHubApi, run: number): Promise<readonly Answer[]> {
  const answers = await api.call('GET /actions/runs/{run_id}/approvals', { run_id: run }, { repeat: 'on-trouble' });
  if (!Array.isArray(answers)) throw new GitHubError(`The approvals of run ${run} are no list.`, undefined);
  return answers.map((answer: unknown) => {
    const by = accountOf(field(answer, 'user'));
    const state = text(answer, 'state');
    if (by === undefined || state === undefined)
      throw new GitHubError(`An approval of run ${run} does not tell who gave it.`, undefined);
    return { state, by, environments: list(answer, 'environments').flatMap((one) => text(one, 'name') ?? []) };
  });
}

/** @see https://docs.github.com/en/rest/actions/workflow-jobs#get-a-job-for-a-workflow-run */
export async function readJob(api: GitHubApi, id: number): Promise<JobFacts> {
  const job = await api.call('GET /actions/jobs/{job_id}', { job_id: id }, { repeat: 'on-trouble' });
  const [run, attempt] = [count(job, 'run_id'), count(job, 'run_attempt')];
  const startedAt = Date.parse(text(job, 'started_at') ?? '');
  if (run === undefined || attempt === undefined || Number.isNaN(startedAt))
    throw new GitHubError(`GitHub does not tell when job ${id} began.`, undefined);
  return { run, attempt, conclusion: text(job, 'conclusion'), startedAt };
}

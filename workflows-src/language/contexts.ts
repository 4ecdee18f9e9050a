import type { Variable } from '../../domain/variable.ts';
import { type Expression, expression } from './expression.ts';

const github = <T extends string = string>(property: string): Expression<T, 'github'> =>
  expression<T, 'github'>(`github.${property}`, { uses: ['github'] });

/** What started the run. Only what GitHub itself makes stands here; `stranger` holds what other people wrote. */
export const GITHUB = {
  /** `refs/heads/main`. Anybody who may push a branch chooses its name: compare it, never print it into code. */
  ref: github('ref'),
  eventName: github<'push' | 'pull_request' | 'workflow_dispatch' | 'merge_group'>('event_name'),
  sha: github('sha'),
  /** Login of the account that caused the event. */
  actor: github('actor'),
  runId: github('run_id'),
  /** `1`, and more for each time that the run was started again. */
  runAttempt: github('run_attempt'),
} as const;

/** The id of the job, by which GitHub's API knows it.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#job-context */
export const JOB_ID: Expression<string, 'job'> = expression('job.check_run_id', { uses: ['job'] });

/** The runner's folder for temporary files, which a job begins with empty. */
export const TEMPORARY: Expression<string, 'runner'> = expression('runner.temp', { uses: ['runner'] });

/** Text that somebody without any rights can choose; it may become an environment variable and nothing else.
 *  @see https://docs.github.com/en/actions/reference/security/secure-use#understanding-the-risk-of-script-injections */
const stranger = (property: string): Expression<string, 'github' | 'tainted'> =>
  expression(`github.${property}`, { uses: ['github', 'tainted'] });

/** What strangers wrote. */
export const STRANGER = {
  headRef: stranger('head_ref'),
  pullRequestTitle: stranger('event.pull_request.title'),
  issueTitle: stranger('event.issue.title'),
  commentBody: stranger('event.comment.body'),
} as const;

/** The value of a configuration variable; empty where it is not set. */
export const variableValue = ({ name }: Variable): Expression<string, 'vars'> =>
  expression(`vars.${name}`, { uses: ['vars'] });

/** A secret, by the name that an administrator gave it. It is masked in logs, and empty where it is not set. */
export const secret = (name: string): Expression<string, 'secrets'> =>
  expression(`secrets.${name}`, { uses: ['secrets'] });

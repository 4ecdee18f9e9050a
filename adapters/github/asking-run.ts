import type { Account, AskingRun } from '../../engine/approval/account.ts';
import type { GitHubApi } from './api.ts';
import { GitHubError } from './github-error.ts';
import { count, field, text } from './narrow.ts';

/** The run that asks for an approval, and who started it. @param event as the runner has it from GitHub
 *  @see https://docs.github.com/en/rest/actions/workflow-runs#get-a-workflow-run */
export async function readAskingRun(api: GitHubApi, id: number, event: unknown): Promise<AskingRun> {
  const run = await api.call('GET /actions/runs/{run_id}', { run_id: id }, { repeat: 'on-trouble' });
  const attempt = count(run, 'run_attempt');
  const [actor, triggeringActor] = [field(run, 'actor'), field(run, 'triggering_actor')].map(accountOf);
  if (attempt === undefined || actor === undefined || triggeringActor === undefined)
    throw new GitHubError(
      `GitHub does not tell who started run ${id}, so nobody can be kept from approving it.`,
      undefined,
    );
  return { attempt, actor, triggeringActor, requester: accountOf(field(event, 'sender')) };
}

/** @returns `undefined` for what names no account */
export function accountOf(value: unknown): Account | undefined {
  const [id, login] = [count(value, 'id'), text(value, 'login')];
  return id === undefined || login === undefined ? undefined : { id, login };
}

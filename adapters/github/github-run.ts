import type { Run } from '../../domain/run-order.ts';
import type { CurrentRun } from '../../engine/records.ts';
import type { GitHubApi } from './api.ts';
import { GitHubError } from './github-error.ts';
import { text } from './narrow.ts';

/** The run we are in, with the time at which GitHub created it; re-runs keep that time.
 *  @see https://docs.github.com/en/rest/actions/workflow-runs#get-a-workflow-run */
export class GitHubRun implements CurrentRun {
  readonly #api: GitHubApi;
  readonly #id: number;
  readonly #attempt: number;

  constructor(api: GitHubApi, { runId, runAttempt }: { readonly runId: number; readonly runAttempt: number }) {
    this.#api = api;
    this.#id = runId;
    this.#attempt = runAttempt;
  }

  async read(): Promise<Run> {
    const run = await this.#api.call('GET /actions/runs/{run_id}', { run_id: this.#id }, { repeat: 'on-trouble' });
    const createdAt = text(run, 'created_at') ?? '';
    if (Number.isNaN(Date.parse(createdAt))) {
      throw new GitHubError(`GitHub does not tell when run ${this.#id} was created: "${createdAt}".`, undefined);
    }
    return { id: this.#id, attempt: this.#attempt, createdAt };
  }
}

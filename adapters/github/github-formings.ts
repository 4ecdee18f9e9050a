import { setTimeout } from 'node:timers/promises';
import type { CommitSha } from '../../domain/commit.ts';
import type { WorkflowAt } from '../../domain/evidence/statement.ts';
import { formStep } from '../../domain/provenance/form-step.ts';
import type { Formings } from '../../engine/promotion/formings.ts';
import type { GitHubApi } from './api.ts';
import { count, field, list, text } from './narrow.ts';

/** Of a run that goes on, a step that ended right now may not be told yet. */
const TRIES = 3;
const MILLISECONDS = 3000;

/** @see https://docs.github.com/en/rest/actions/workflow-runs#list-workflow-runs-for-a-repository */
export class GitHubFormings implements Formings {
  readonly #api: GitHubApi;
  readonly #wait: (milliseconds: number) => Promise<unknown>;

  constructor(api: GitHubApi, wait: (milliseconds: number) => Promise<unknown> = setTimeout) {
    this.#api = api;
    this.#wait = wait;
  }

  async isFormed(commit: CommitSha, service: string, workflows: readonly WorkflowAt[]): Promise<boolean> {
    for (let tries = 1; ; tries += 1) {
      let goesOn = false;
      for await (const { id, isOver } of this.#runsOf(commit, workflows)) {
        if (await this.#has(id, formStep(service))) return true;
        goesOn ||= !isOver;
      }
      if (!goesOn || tries === TRIES) return false;
      await this.#wait(MILLISECONDS);
    }
  }

  async *#runsOf(
    commit: CommitSha,
    workflows: readonly WorkflowAt[],
  ): AsyncGenerator<{ readonly id: number; readonly isOver: boolean }> {
    const parameters = { head_sha: commit, event: 'push' };
    for await (const run of this.#api.pages('GET /actions/runs', parameters, (page) => field(page, 'workflow_runs'))) {
      const [id, file] = [count(run, 'id'), text(run, 'path')?.replace(/@.*$/, '')];
      const ref = `refs/heads/${text(run, 'head_branch')}`;
      const counts = workflows.some((each) => each.file === file && each.ref === ref);
      if (id !== undefined && counts && text(run, 'head_sha') === commit && text(run, 'event') === 'push')
        yield { id, isOver: text(run, 'status') === 'completed' };
    }
  }

  /** In any attempt. */
  async #has(run: number, step: string): Promise<boolean> {
    const parameters = { run_id: run, filter: 'all' };
    const jobs = this.#api.pages('GET /actions/runs/{run_id}/jobs', parameters, (page) => field(page, 'jobs'));
    for await (const job of jobs)
      if (list(job, 'steps').some((each) => text(each, 'name') === step && text(each, 'conclusion') === 'success'))
        return true;
    return false;
  }
}

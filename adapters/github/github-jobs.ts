import type { JobFacts } from '../../domain/provenance/judge-provenance.ts';
import type { Jobs } from '../../engine/image-tag/builds.ts';
import type { GitHubApi } from './api.ts';
import { GitHubError } from './github-error.ts';
import { count, list, text } from './narrow.ts';

/** @see https://docs.github.com/en/rest/actions/workflow-jobs#get-a-job-for-a-workflow-run */
export class GitHubJobs implements Jobs {
  readonly #api: GitHubApi;

  constructor(api: GitHubApi) {
    this.#api = api;
  }

  async find(id: number): Promise<JobFacts | undefined> {
    try {
      return factsOf(await this.#api.call('GET /actions/jobs/{job_id}', { job_id: id }, { repeat: 'on-trouble' }), id);
    } catch (error) {
      if (error instanceof GitHubError && error.answer.status === 404) return undefined;
      throw error;
    }
  }
}

function factsOf(job: unknown, asked: number): JobFacts {
  const [id, run, attempt, name] = [
    count(job, 'id'),
    count(job, 'run_id'),
    count(job, 'run_attempt'),
    text(job, 'name'),
  ];
  if (id !== asked || run === undefined || attempt === undefined || name === undefined)
    throw new GitHubError(
      `GitHub does not tell of job ${asked} its number, its run, its attempt or its name.`,
      undefined,
    );
  return { id, run, attempt, name, steps: list(job, 'steps').flatMap(ended) };
}

/** A step that has not ended has no conclusion. */
function ended(step: unknown): JobFacts['steps'] {
  const [name, conclusion] = [text(step, 'name'), text(step, 'conclusion')];
  return name === undefined || conclusion === undefined ? [] : [{ name, conclusion }];
}

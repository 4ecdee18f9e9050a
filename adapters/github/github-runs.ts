import { parseCommitSha } from '../../domain/commit.ts';
import type { RunFacts } from '../../domain/evidence/judge-evidence.ts';
import type { Runs } from '../../engine/evidence/runs.ts';
import type { GitHubApi } from './api.ts';
import { GitHubError } from './github-error.ts';
import { count, field, text } from './narrow.ts';

/** @see https://docs.github.com/en/rest/actions/workflow-runs#get-a-workflow-run */
export class GitHubRuns implements Runs {
  readonly #api: GitHubApi;

  constructor(api: GitHubApi) {
    this.#api = api;
  }

  async find(id: number): Promise<RunFacts | undefined> {
    try {
      return factsOf(await this.#api.call('GET /actions/runs/{run_id}', { run_id: id }, { repeat: 'on-trouble' }), id);
    } catch (error) {
      if (error instanceof GitHubError && error.answer.status === 404) return undefined;
      throw error;
    }
  }
}

function factsOf(run: unknown, asked: number): RunFacts {
  const repository = field(run, 'repository');
  const [id, attempt, repositoryId] = [count(run, 'id'), count(run, 'run_attempt'), count(repository, 'id')];
  const [name, createdAt] = [text(repository, 'full_name'), text(run, 'created_at')];
  const [commit, branch, path] = [text(run, 'head_sha'), text(run, 'head_branch'), text(run, 'path')];
  const event = text(run, 'event');
  if (id === undefined || attempt === undefined || repositoryId === undefined || name === undefined)
    throw unclear(asked, 'its number, its attempt or its repository');
  if (createdAt === undefined || commit === undefined || branch === undefined || path === undefined)
    throw unclear(asked, 'its time, its commit, its branch or its file');
  if (event === undefined) throw unclear(asked, 'what began it');
  return {
    ...{ id, attempt, createdAt, branch, event },
    repository: { id: repositoryId, name },
    commit: parseCommitSha(commit),
    // GitHub writes the ref behind the file of some runs.
    file: path.replace(/@.*$/, ''),
  };
}

const unclear = (id: number, what: string): GitHubError =>
  new GitHubError(`GitHub does not tell of run ${id} ${what}.`, undefined);

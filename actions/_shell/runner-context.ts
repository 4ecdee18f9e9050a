import { readFileSync } from 'node:fs';
import { type CommitSha, parseCommitSha } from '../../domain/commit.ts';
import type { Problem } from '../../domain/problem.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { GitHubContext } from './invocation.ts';

export type RunnerEnvironment = Readonly<Record<string, string | undefined>>;

const refuse = (message: string): never => {
  throw new Error(message);
};

const text = (value: string): string => (value === '' ? refuse('is not set; GitHub sets it in every step.') : value);

const count = (value: string): number =>
  /^[1-9]\d*$/.test(value) ? Number(value) : refuse('wanted a number from 1 on.');

const address = (value: string): string =>
  /^https?:\/\/[^\s]+$/.test(value) ? value.replace(/\/+$/, '') : refuse('wanted an address, `https://…`.');

function repository(value: string): GitHubContext['repository'] {
  const [owner, name, more] = value.split('/');
  return owner && name && more === undefined ? { owner, name } : refuse('wanted `owner/name`.');
}

const event = (path: string): unknown => (path === '' ? text(path) : JSON.parse(readFileSync(path, 'utf8')));

/** What is no name of a project leads nobody anywhere.
 *  @see https://cloud.google.com/resource-manager/docs/creating-managing-projects#before_you_begin */
const cloudProject = (value: string | undefined): string | undefined =>
  value !== undefined && /^(?:[a-z][a-z0-9.-]*:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$/.test(value) ? value : undefined;

/** Reads what the runner tells about the run. What is wrong is added to `problems`, all of it at once.
 *  @returns `undefined` when something is wrong
 *  @throws Refusal when it is a run of a repository that nothing here can work with
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/variables#default-environment-variables */
export function runnerContext(env: RunnerEnvironment, problems: Problem[]): GitHubContext | undefined {
  const before = problems.length;
  const read = <T>(field: string, parse: (value: string) => T, otherwise: T): T => {
    const value = env[field] ?? '';
    try {
      return parse(value);
    } catch (error) {
      if (error instanceof Refusal) throw error;
      problems.push({ field, value, message: error instanceof Error ? error.message : String(error) });
      return otherwise;
    }
  };
  const context: GitHubContext = {
    repository: read('GITHUB_REPOSITORY', repository, { owner: '', name: '' }),
    commit: read<CommitSha | undefined>('GITHUB_SHA', parseCommitSha, undefined) ?? parseCommitSha('0'.repeat(40)),
    ref: read('GITHUB_REF', text, ''),
    eventName: read('GITHUB_EVENT_NAME', text, ''),
    event: read('GITHUB_EVENT_PATH', event, undefined),
    runId: read('GITHUB_RUN_ID', count, 0),
    runAttempt: read('GITHUB_RUN_ATTEMPT', count, 0),
    job: read('GITHUB_JOB', text, ''),
    actor: read('GITHUB_ACTOR', text, ''),
    apiUrl: read('GITHUB_API_URL', address, ''),
    serverUrl: read('GITHUB_SERVER_URL', address, ''),
    workspace: read('GITHUB_WORKSPACE', text, ''),
    temporary: read('RUNNER_TEMP', text, ''),
    cloudProject: cloudProject(env['GOOGLE_CLOUD_PROJECT']),
  };
  return problems.length === before ? context : undefined;
}

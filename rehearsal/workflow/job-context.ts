import { GitRepository } from '../github/git.ts';
import type { RepositorySource } from '../runner/job-request.ts';
import type { FileScope, RunContext } from './run-context.ts';

/** What the `job` context has besides what the runner knows: of the file that holds the job, which a call may take from another ref.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#job-context */
export function jobContext({ options, at }: RunContext, { file, origin = at }: FileScope, id: number) {
  const repository = `${options.repository.owner}/${options.repository.name}`;
  return {
    check_run_id: id,
    workflow_ref: `${repository}/${file}@${origin.ref}`,
    workflow_sha: origin.sha,
    workflow_repository: repository,
    workflow_file_path: file,
  };
}

/** @param file that holds the job: `$/` is its own commit */
export function repositorySource({ options, at }: RunContext, { origin = at }: FileScope): RepositorySource {
  const git = GitRepository.open(options.repository.gitDirectory);
  return {
    sha: origin.sha,
    resolve: (ref) => git.resolve(ref),
    read: async (path) => (await git.file(origin.sha, path))?.toString('utf8'),
    place: (commit, folder) => git.place(commit, folder),
  };
}

import type { GitHubContext } from './invocation.ts';

/** The page of this run, where people read what happened. */
export const runUrl = ({ serverUrl, repository, runId }: GitHubContext): string =>
  `${serverUrl}/${repository.owner}/${repository.name}/actions/runs/${runId}`;

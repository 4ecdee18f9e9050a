import { GitHubApi } from '../../adapters/github/api.ts';
import { DeploymentRecords } from '../../adapters/github/deployment-records.ts';
import type { Records } from '../../engine/records.ts';
import type { Invocation } from '../_shell/invocation.ts';
import type { rollout } from './contract.ts';

/** Deployment records that link to the run of this step. */
export function recordsOf({ github, inputs }: Invocation<typeof rollout>): Records {
  const { apiUrl, serverUrl, repository, runId } = github;
  const api = new GitHubApi({ apiUrl, repository, token: inputs.token });
  return new DeploymentRecords(api, `${serverUrl}/${repository.owner}/${repository.name}/actions/runs/${runId}`);
}

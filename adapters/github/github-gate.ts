import type { Gate } from '../../engine/approval/gate.ts';
import type { GitHubApi } from './api.ts';
import { readAskingRun } from './asking-run.ts';
import { GitHubCommits } from './commits.ts';
import { GitHubEnvironments } from './github-environments.ts';

/** The gate as GitHub has it. @param run that asks, and the event that has started it */
export const githubGate = (api: GitHubApi, run: { readonly runId: number; readonly event: unknown }): Gate => ({
  environments: new GitHubEnvironments(api),
  commits: new GitHubCommits(api),
  run: () => readAskingRun(api, run.runId, run.event),
});

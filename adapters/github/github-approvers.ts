import type { CommitSha } from '../../domain/commit.ts';
import type { Account } from '../../engine/approval/account.ts';
import { type AskedApproval, whoApproved } from '../../engine/approval/who-approved.ts';
import type { GitHubApi } from './api.ts';
import { readAnswers } from './approvals.ts';
import { readAskingRun } from './asking-run.ts';
import { GitHubCommits } from './commits.ts';
import { commitOfEvent } from './event.ts';

/** What an action was told of the approval of its run. */
interface Told extends Pick<AskedApproval, 'shown'> {
  /** '' where nobody was asked. */
  readonly gate: string;
  readonly 'self-review': AskedApproval['selfReview'];
  /** `undefined` for that of the run. */
  readonly commit: CommitSha | undefined;
}

interface OwnRun {
  readonly runId: number;
  readonly eventName: string;
  readonly event: unknown;
  readonly commit: CommitSha;
}

/** Who said yes to the rollout of a service in this run, as GitHub tells it; nobody where nobody was asked. */
export function githubApprovers(
  { gate, shown, 'self-review': selfReview, commit }: Told,
  { runId, eventName, event, commit: own }: OwnRun,
  api: GitHubApi,
): (service: string) => Promise<readonly Account[]> {
  if (gate === '') return async () => [];
  const head = commit ?? commitOfEvent(eventName, event, own);
  const ports = {
    commits: new GitHubCommits(api),
    run: () => readAskingRun(api, runId, event),
    answers: () => readAnswers(api, runId),
  };
  return (service) => whoApproved({ gate, shown, selfReview, head }, service, ports);
}

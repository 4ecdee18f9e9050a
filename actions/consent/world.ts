import { systemClock } from '../../adapters/clock/system-clock.ts';
import { GitHubApi } from '../../adapters/github/api.ts';
import { readAnswers, readJob } from '../../adapters/github/approvals.ts';
import { readAskingRun } from '../../adapters/github/asking-run.ts';
import { GitHubCommits } from '../../adapters/github/commits.ts';
import { commitOfEvent } from '../../adapters/github/event.ts';
import { GitHubEnvironments } from '../../adapters/github/github-environments.ts';
import { clusterAccess } from '../../adapters/kubernetes/kube-config.ts';
import { KubernetesCluster } from '../../adapters/kubernetes/kubernetes-cluster.ts';
import type { CommitSha } from '../../domain/commit.ts';
import type { AskingRun } from '../../engine/approval/account.ts';
import type { Commits } from '../../engine/approval/commits.ts';
import type { Answer, JobFacts } from '../../engine/approval/consent.ts';
import type { Environments } from '../../engine/approval/environments.ts';
import type { Cluster } from '../../engine/rollout/cluster.ts';
import type { Invocation } from '../_shell/invocation.ts';
import type { consent } from './contract.ts';

/** What the action asks. */
export interface World {
  readonly environments: Environments;
  readonly commits: Commits;
  readonly cluster: Cluster;
  /** What would be rolled out. */
  readonly head: CommitSha;
  run(): Promise<AskingRun>;
  answers(): Promise<readonly Answer[]>;
  job(id: number): Promise<JobFacts>;
}

/** GitHub and the cluster of a step. */
export function world({ github, inputs }: Invocation<typeof consent>): World {
  const api = new GitHubApi({ ...github, token: inputs.token });
  return {
    environments: new GitHubEnvironments(api),
    commits: new GitHubCommits(api),
    cluster: new KubernetesCluster(() => clusterAccess(), systemClock),
    head: commitOfEvent(github.eventName, github.event, github.commit),
    run: () => readAskingRun(api, github.runId, github.event),
    answers: () => readAnswers(api, github.runId),
    job: (id) => readJob(api, id),
  };
}

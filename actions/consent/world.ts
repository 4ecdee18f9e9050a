import { systemClock } from '../../adapters/clock/system-clock.ts';
import { GitHubApi } from '../../adapters/github/api.ts';
import { readAnswers, readJob } from '../../adapters/github/approvals.ts';
import { commitOfEvent, givenCommit } from '../../adapters/github/event.ts';
import { githubGate } from '../../adapters/github/github-gate.ts';
import { clusterAccess } from '../../adapters/kubernetes/kube-config.ts';
import { KubernetesCluster } from '../../adapters/kubernetes/kubernetes-cluster.ts';
import type { CommitSha } from '../../domain/commit.ts';
import type { Answer, JobFacts } from '../../engine/approval/consent.ts';
import type { Gate } from '../../engine/approval/gate.ts';
import type { Cluster } from '../../engine/rollout/cluster.ts';
import type { Invocation } from '../_shell/invocation.ts';
import type { consent } from './contract.ts';

/** What the action asks. */
export interface World extends Gate {
  readonly cluster: Cluster;
  /** What would be rolled out. */
  readonly head: CommitSha;
  answers(): Promise<readonly Answer[]>;
  job(id: number): Promise<JobFacts>;
}

/** GitHub and the cluster of a step. */
export function world({ github, inputs }: Invocation<typeof consent>): World {
  const api = new GitHubApi({ ...github, token: inputs.token });
  return {
    ...githubGate(api, github),
    cluster: new KubernetesCluster(() => clusterAccess(), systemClock),
    head: givenCommit(inputs.commit) ?? commitOfEvent(github.eventName, github.event, github.commit),
    answers: () => readAnswers(api, github.runId),
    job: (id) => readJob(api, id),
  };
}

import { systemClock } from '../../adapters/clock/system-clock.ts';
import { GitHubApi } from '../../adapters/github/api.ts';
import { commitOfEvent, givenCommit } from '../../adapters/github/event.ts';
import { githubGate } from '../../adapters/github/github-gate.ts';
import { clusterAccess } from '../../adapters/kubernetes/kube-config.ts';
import { KubernetesCluster } from '../../adapters/kubernetes/kubernetes-cluster.ts';
import { OciRegistry } from '../../adapters/registry/oci-registry.ts';
import type { CommitSha } from '../../domain/commit.ts';
import type { Gate } from '../../engine/approval/gate.ts';
import type { Registry } from '../../engine/registry.ts';
import type { Cluster } from '../../engine/rollout/cluster.ts';
import type { Invocation } from '../_shell/invocation.ts';
import type { approval } from './contract.ts';

/** What the action asks. */
export interface World extends Gate {
  readonly cluster: Cluster;
  readonly registry: Pick<Registry, 'blob' | 'manifest'>;
  /** What would be rolled out. */
  readonly head: CommitSha;
}

/** GitHub and the cluster of a step. */
export const world = ({ github, inputs }: Invocation<typeof approval>): World => ({
  ...githubGate(new GitHubApi({ ...github, token: inputs.token }), github),
  registry: new OciRegistry(),
  cluster: new KubernetesCluster(() => clusterAccess(), systemClock),
  head: givenCommit(inputs.commit) ?? commitOfEvent(github.eventName, github.event, github.commit),
});

import { systemClock } from '../../adapters/clock/system-clock.ts';
import { EvidencePlaces } from '../../adapters/evidence/evidence-places.ts';
import { ownCluster } from '../../adapters/evidence/own-cluster.ts';
import { GitHubApi } from '../../adapters/github/api.ts';
import { commitOfEvent } from '../../adapters/github/event.ts';
import { GitHubBranches } from '../../adapters/github/github-branches.ts';
import { GitHubFormings } from '../../adapters/github/github-formings.ts';
import { GitHubRuns } from '../../adapters/github/github-runs.ts';
import { clusterAccess } from '../../adapters/kubernetes/kube-config.ts';
import { KubernetesCluster } from '../../adapters/kubernetes/kubernetes-cluster.ts';
import { OciRegistry } from '../../adapters/registry/oci-registry.ts';
import type { Invocation } from '../_shell/invocation.ts';
import type { World } from './act.ts';
import type { promotion } from './contract.ts';

/** GitHub, the registry and the cluster of a step. */
export function world({ github, inputs }: Invocation<typeof promotion>): World {
  const api = new GitHubApi({ ...github, token: inputs.token });
  const registry = new OciRegistry();
  return {
    registry,
    store: new EvidencePlaces(ownCluster),
    runs: new GitHubRuns(api),
    branches: new GitHubBranches(api),
    formings: new GitHubFormings(api),
    cluster: new KubernetesCluster(() => clusterAccess(), systemClock),
    head: commitOfEvent(github.eventName, github.event, github.commit),
  };
}

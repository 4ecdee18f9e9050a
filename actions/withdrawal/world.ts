import { systemClock } from '../../adapters/clock/system-clock.ts';
import { EvidencePlaces } from '../../adapters/evidence/evidence-places.ts';
import { ownCluster } from '../../adapters/evidence/own-cluster.ts';
import { GitHubApi } from '../../adapters/github/api.ts';
import { GitHubRuns } from '../../adapters/github/github-runs.ts';
import { clusterAccess } from '../../adapters/kubernetes/kube-config.ts';
import { KubernetesCluster } from '../../adapters/kubernetes/kubernetes-cluster.ts';
import type { WithdrawalInvocation, World } from './act.ts';

/** GitHub, the registry and the cluster of a step. Nothing is asked, and nothing can be missing, before it is needed. */
export function world({ github, inputs }: WithdrawalInvocation): World {
  let cluster: KubernetesCluster | undefined;
  return {
    cluster: {
      async get(reference) {
        cluster ??= new KubernetesCluster(() => clusterAccess(), systemClock);
        return await cluster.get(reference);
      },
    },
    store: new EvidencePlaces(ownCluster),
    runs: new GitHubRuns(new GitHubApi({ ...github, token: inputs.token })),
  };
}

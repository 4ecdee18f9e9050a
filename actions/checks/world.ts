import { systemClock } from '../../adapters/clock/system-clock.ts';
import { GitHubApi } from '../../adapters/github/api.ts';
import { commitOfEvent } from '../../adapters/github/event.ts';
import { GitHubFormings } from '../../adapters/github/github-formings.ts';
import { GitHubRun } from '../../adapters/github/github-run.ts';
import { clusterAccess } from '../../adapters/kubernetes/kube-config.ts';
import { KubernetesCluster } from '../../adapters/kubernetes/kubernetes-cluster.ts';
import { OciRegistry } from '../../adapters/registry/oci-registry.ts';
import { registryImages } from '../../adapters/registry/registry-images.ts';
import { cleanLog } from '../../engine/rollout/report/progress-log.ts';
import type { Invocation } from '../_shell/invocation.ts';
import type { World } from './act.ts';
import type { checks } from './contract.ts';

/** GitHub, the registry and the cluster of a step. */
export function world({ github, inputs, log }: Invocation<typeof checks>): World {
  const api = new GitHubApi({ ...github, token: inputs.token });
  return {
    registry: new OciRegistry(),
    formings: new GitHubFormings(api),
    images: registryImages(new OciRegistry()),
    currentRun: new GitHubRun(api, github),
    clock: systemClock,
    commit: commitOfEvent(github.eventName, github.event, github.commit),
    cluster: () => new KubernetesCluster(() => clusterAccess(), systemClock, Math.random, cleanLog(log).info),
  };
}

import { systemClock } from '../../adapters/clock/system-clock.ts';
import { EvidencePlaces } from '../../adapters/evidence/evidence-places.ts';
import { ownCluster } from '../../adapters/evidence/own-cluster.ts';
import { GitHubApi } from '../../adapters/github/api.ts';
import { DeploymentRecords } from '../../adapters/github/deployment-records.ts';
import { repositoryOfEvent } from '../../adapters/github/event.ts';
import { GitHubRun } from '../../adapters/github/github-run.ts';
import { clusterAccess } from '../../adapters/kubernetes/kube-config.ts';
import { KubernetesCluster } from '../../adapters/kubernetes/kubernetes-cluster.ts';
import { OciRegistry } from '../../adapters/registry/oci-registry.ts';
import { registryImages } from '../../adapters/registry/registry-images.ts';
import { cleanLog } from '../../engine/rollout/report/progress-log.ts';
import type { Invocation } from '../_shell/invocation.ts';
import { run } from '../_shell/run.ts';
import { act, type World } from './act.ts';
import { rollback } from './contract.ts';

function world({ github, inputs, log }: Invocation<typeof rollback>): World {
  const { apiUrl, serverUrl, repository, runId, commit } = github;
  const api = new GitHubApi({ apiUrl, repository, token: inputs.token });
  return {
    records: new DeploymentRecords(api, `${serverUrl}/${repository.owner}/${repository.name}/actions/runs/${runId}`),
    currentRun: new GitHubRun(api, github),
    commit,
    clock: systemClock,
    evidence: new EvidencePlaces(ownCluster),
    repositoryId: repositoryOfEvent(github.event),
    images: registryImages(new OciRegistry()),
    cluster: () => new KubernetesCluster(() => clusterAccess(), systemClock, Math.random, cleanLog(log).info),
  };
}

await run(rollback, (invocation) => act(invocation, world(invocation)));

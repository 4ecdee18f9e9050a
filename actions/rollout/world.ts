import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { switchCheck } from '../../adapters/check/switch-check.ts';
import { systemClock } from '../../adapters/clock/system-clock.ts';
import { EvidencePlaces } from '../../adapters/evidence/evidence-places.ts';
import { LaidOutStatements } from '../../adapters/evidence/laid-out-statements.ts';
import { ownCluster } from '../../adapters/evidence/own-cluster.ts';
import { GitHubApi } from '../../adapters/github/api.ts';
import { DeploymentRecords } from '../../adapters/github/deployment-records.ts';
import { commitOfEvent, givenCommit } from '../../adapters/github/event.ts';
import { GitHubRun } from '../../adapters/github/github-run.ts';
import { GitHubRuns } from '../../adapters/github/github-runs.ts';
import { clusterAccess } from '../../adapters/kubernetes/kube-config.ts';
import { KubernetesCluster } from '../../adapters/kubernetes/kubernetes-cluster.ts';
import { kubectlKustomize } from '../../adapters/kustomize/kubectl-kustomize.ts';
import { prometheusMetrics } from '../../adapters/prometheus/prometheus-metrics.ts';
import { OciRegistry } from '../../adapters/registry/oci-registry.ts';
import { registryImages } from '../../adapters/registry/registry-images.ts';
import { fetchExpected } from '../../engine/release/expected-release.ts';
import { cleanLog } from '../../engine/rollout/report/progress-log.ts';
import type { RolloutInvocation, World } from './act.ts';

/** GitHub, the cluster and the registry of a step. */
export function world({ github, inputs, log }: RolloutInvocation): World {
  const { apiUrl, serverUrl, repository, runId, workspace } = github;
  const api = new GitHubApi({ apiUrl, repository, token: inputs.token });
  return {
    records: new DeploymentRecords(api, `${serverUrl}/${repository.owner}/${repository.name}/actions/runs/${runId}`),
    currentRun: new GitHubRun(api, github),
    commit: givenCommit(inputs.commit) ?? commitOfEvent(github.eventName, github.event, github.commit),
    clock: systemClock,
    evidence: {
      store: new EvidencePlaces(ownCluster),
      runs: new GitHubRuns(api),
      signing: new LaidOutStatements(github.temporary),
    },
    images: registryImages(new OciRegistry()),
    metrics: (measure, url, token) => prometheusMetrics(measure, { url, token: async () => token }, systemClock),
    check: (text) => switchCheck(text, systemClock),
    cluster: () => new KubernetesCluster(() => clusterAccess(), systemClock, Math.random, cleanLog(log).info),
    async manifestsOf(source, tier, service) {
      if (source.kind === 'manifests') return await readFile(resolve(workspace, source.path), 'utf8');
      if (source.kind === 'kustomize') return await kubectlKustomize(resolve(workspace, source.path), source.path);
      const { reference, repository } = source;
      return (await fetchExpected(new OciRegistry(), reference, { repository, service, tier })).manifests;
    },
  };
}

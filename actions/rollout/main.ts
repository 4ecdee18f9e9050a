import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { switchCheck } from '../../adapters/check/switch-check.ts';
import { systemClock } from '../../adapters/clock/system-clock.ts';
import { GitHubApi } from '../../adapters/github/api.ts';
import { DeploymentRecords } from '../../adapters/github/deployment-records.ts';
import { commitOfEvent } from '../../adapters/github/event.ts';
import { GitHubRun } from '../../adapters/github/github-run.ts';
import { clusterAccess } from '../../adapters/kubernetes/kube-config.ts';
import { KubernetesCluster } from '../../adapters/kubernetes/kubernetes-cluster.ts';
import { renderKustomize } from '../../adapters/kustomize/kubectl-kustomize.ts';
import { OciRegistry } from '../../adapters/registry/oci-registry.ts';
import { formatDigestReference } from '../../domain/image.ts';
import { fetchRelease } from '../../engine/release/fetch-release.ts';
import { run } from '../_shell/run.ts';
import { act, post, type RolloutInvocation, type World } from './act.ts';
import { rollout } from './contract.ts';

function world({ github, inputs }: RolloutInvocation): World {
  const { apiUrl, serverUrl, repository, runId, workspace } = github;
  const api = new GitHubApi({ apiUrl, repository, token: inputs.token });
  return {
    records: new DeploymentRecords(api, `${serverUrl}/${repository.owner}/${repository.name}/actions/runs/${runId}`),
    currentRun: new GitHubRun(api, github),
    commit: commitOfEvent(github.eventName, github.event, github.commit),
    clock: systemClock,
    cluster: () => new KubernetesCluster(() => clusterAccess(), systemClock),
    check: (text) => switchCheck(text, systemClock),
    async manifestsOf(source, tier, service) {
      if (source.kind === 'manifests') return await readFile(resolve(workspace, source.path), 'utf8');
      if (source.kind === 'kustomize') return await renderKustomize(resolve(workspace, source.path));
      const release = await fetchRelease(new OciRegistry(), source.reference, tier);
      if (release.service === service) return release.manifests;
      throw new Error(
        `${formatDigestReference(source.reference)} is a release of "${release.service}", not of "${service}".`,
      );
    },
  };
}

await run(
  rollout,
  (invocation) => act(invocation, world(invocation)),
  (invocation) => post(invocation, world(invocation)),
);

import { RegistryEvidence } from '../../adapters/evidence/registry-evidence.ts';
import { GitSource } from '../../adapters/git/git-source.ts';
import { GitHubApi } from '../../adapters/github/api.ts';
import { GitHubJobs } from '../../adapters/github/github-jobs.ts';
import { GitHubRuns } from '../../adapters/github/github-runs.ts';
import { GitHubTrees } from '../../adapters/github/github-trees.ts';
import { OciReferrers } from '../../adapters/registry/oci-referrers.ts';
import { OciRegistry } from '../../adapters/registry/oci-registry.ts';
import { type Builder, ProvenBuilds } from '../../engine/image-tag/adoption.ts';
import type { NamingPorts } from '../../engine/image-tag/name-image.ts';
import type { Invocation } from '../_shell/invocation.ts';
import type { imageTag } from './contract.ts';

/** Checkout and registry of a step; GitHub only where builds are proven. */
export function world({ github, inputs }: Invocation<typeof imageTag>, builder: Builder | undefined): NamingPorts {
  const registry = new OciRegistry();
  const source = new GitSource(github.workspace);
  if (builder === undefined) return { registry, source };
  const api = new GitHubApi({ ...github, token: inputs.token });
  return {
    registry,
    source,
    builds: new ProvenBuilds(builder, source, {
      registry,
      store: new RegistryEvidence(registry, new OciReferrers()),
      runs: new GitHubRuns(api),
      jobs: new GitHubJobs(api),
      trees: new GitHubTrees(api),
    }),
  };
}

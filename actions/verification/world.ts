import { RegistryEvidence } from '../../adapters/evidence/registry-evidence.ts';
import { GitHubApi } from '../../adapters/github/api.ts';
import { DeploymentRecords } from '../../adapters/github/deployment-records.ts';
import { GitHubRuns } from '../../adapters/github/github-runs.ts';
import { OciReferrers } from '../../adapters/registry/oci-referrers.ts';
import { OciRegistry } from '../../adapters/registry/oci-registry.ts';
import type { EvidencePorts } from '../../engine/evidence/collect-evidence.ts';
import type { VerifiedRecords } from '../../engine/verification/complete-records.ts';
import type { Invocation } from '../_shell/invocation.ts';
import { runUrl } from '../_shell/run-url.ts';
import type { verification } from './contract.ts';

/** What the action asks, and where it writes. */
export interface World extends EvidencePorts {
  readonly records: VerifiedRecords;
}

export function world({ github, inputs }: Invocation<typeof verification>): World {
  const api = new GitHubApi({ ...github, token: inputs.token });
  return {
    records: new DeploymentRecords(api, runUrl(github)),
    store: new RegistryEvidence(new OciRegistry(), new OciReferrers()),
    runs: new GitHubRuns(api),
  };
}

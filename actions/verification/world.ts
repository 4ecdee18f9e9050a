import { systemClock } from '../../adapters/clock/system-clock.ts';
import { EvidencePlaces } from '../../adapters/evidence/evidence-places.ts';
import { LaidOutStatements } from '../../adapters/evidence/laid-out-statements.ts';
import { ownCluster } from '../../adapters/evidence/own-cluster.ts';
import { GitHubApi } from '../../adapters/github/api.ts';
import { DeploymentRecords } from '../../adapters/github/deployment-records.ts';
import { githubApprovers } from '../../adapters/github/github-approvers.ts';
import { GitHubRun } from '../../adapters/github/github-run.ts';
import { GitHubRuns } from '../../adapters/github/github-runs.ts';
import { clusterAccess } from '../../adapters/kubernetes/kube-config.ts';
import { KubernetesCluster } from '../../adapters/kubernetes/kubernetes-cluster.ts';
import { OciRegistry } from '../../adapters/registry/oci-registry.ts';
import type { ApprovedBy } from '../../domain/evidence/statement.ts';
import type { RecordPorts } from '../../engine/evidence/record-evidence.ts';
import type { VerifiedRecords } from '../../engine/verification/complete-records.ts';
import type { InsidePorts } from '../../engine/verification/inside-result.ts';
import type { Invocation } from '../_shell/invocation.ts';
import { runUrl } from '../_shell/run-url.ts';
import type { verification } from './contract.ts';

type Asked = Parameters<typeof githubApprovers>[0];

/** What the action asks, and where it writes. */
export interface World extends RecordPorts, InsidePorts {
  readonly records: VerifiedRecords;
  /** Who said yes to the rollout of a service. */
  approvers(given: Asked, service: string): Promise<readonly ApprovedBy[]>;
}

export function world({ github, inputs }: Invocation<typeof verification>): World {
  const api = new GitHubApi({ ...github, token: inputs.token });
  return {
    approvers: (given, service) => githubApprovers(given, github, api)(service),
    cluster: () => new KubernetesCluster(() => clusterAccess(), systemClock),
    registry: new OciRegistry(),
    currentRun: new GitHubRun(api, github),
    records: new DeploymentRecords(api, runUrl(github)),
    store: new EvidencePlaces(ownCluster),
    runs: new GitHubRuns(api),
    signing: new LaidOutStatements(github.temporary),
  };
}

import type { Job } from 'kubernetes-types/batch/v1.d.ts';
import type { EnvVar, ServiceAccount } from 'kubernetes-types/core/v1.d.ts';
import { baseUrlName } from '../../domain/base-url-name.ts';
import { formatNeeds, NEEDS } from '../../domain/bootstrap-need.ts';
import { hostVariable, portVariable } from '../../domain/called-service.ts';
import { nameIn } from '../../domain/name-in-tier.ts';
import { seconds } from '../../domain/seconds.ts';
import type { Service } from '../../domain/service.ts';
import type { Tier } from '../../domain/tier.ts';
import type { TierChecks } from '../../domain/tier-checks.ts';
import { tierNeeds } from '../bootstrap/tier-needs.ts';
import { commonLabels } from '../object.ts';
import { podOf } from '../workload/pod.ts';
import { serviceAccount } from '../workload/service.ts';
import { resourcesOf } from '../workload/tier-patch.ts';
import { secretVariables } from '../workload/variables.ts';

/** What a shell that is told to end has for it: the checks are over then. */
const DRAIN = seconds(5);

/** The checks of a tier as one Job, tried once. Each run makes one of its own of it, under a name of its own: no Job can be changed, and one
 *  that an earlier run has made proves nothing. A pod that the cluster takes away is no try.
 *  @see https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-failure-policy */
export const checksJob = (checks: TierChecks, tier: Tier, services: readonly Service[]): Job => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: {
    name: checks.name,
    labels: commonLabels(checks.name),
    annotations: { [NEEDS]: formatNeeds(tierNeeds(checks)) },
  },
  spec: {
    backoffLimit: 0,
    activeDeadlineSeconds: checks.deadline,
    podFailurePolicy: {
      rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }],
    },
    template: {
      metadata: { labels: commonLabels(checks.name) },
      spec: {
        restartPolicy: 'Never',
        ...podOf(
          { ...checks, kind: 'job', drain: DRAIN },
          {
            // The same command runs in a shell on a machine of GitHub.
            command: ['/bin/sh', '-c', checks.command],
            env: [...secretVariables(checks.secrets), ...addresses(tier, services)],
            resources: resourcesOf(tier.resources),
          },
        ),
      },
    },
  },
});

/** By the variables that Kubernetes makes of Services: which port one has is the Service's to say, and no name has to be asked for. */
const addresses = (tier: Tier, services: readonly Service[]): readonly EnvVar[] =>
  services
    .filter(({ kind }) => kind === 'web')
    .map((service) => {
      const name = nameIn(tier, service.name);
      return { name: baseUrlName(service), value: `http://$(${hostVariable(name)}):$(${portVariable(name)})` };
    });

/** As whom they run: nobody has given it a right, and its pods get no token. */
export const checksAccount = (checks: TierChecks): ServiceAccount => serviceAccount(checks);

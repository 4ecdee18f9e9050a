import { assertNever } from '../../domain/brand.ts';
import type { Delivery } from '../../domain/delivery.ts';
import type { Service } from '../../domain/service.ts';
import type { Tier } from '../../domain/tier.ts';
import { cronJob } from './cron-job.ts';
import { deployment } from './deployment.ts';
import { bearingAccount, releaseJob } from './release-job.ts';
import { disruptionBudget, kubernetesService, serviceAccount } from './service.ts';
import { cronPatch, jobPatch, tierPatch } from './tier-patch.ts';

/** One file of a tree, and what makes it. */
interface WorkloadPart {
  readonly name: string;
  readonly source: string;
  readonly object: object;
}

/** What a service is in every tier, a file each. */
export function baseParts(service: Service): readonly WorkloadPart[] {
  const account = {
    name: 'service-account.yaml',
    source: 'workload/service.ts > serviceAccount',
    object: serviceAccount(service),
  };
  switch (service.kind) {
    case 'web':
    case 'worker':
      return [
        { name: 'deployment.yaml', source: 'workload/deployment.ts > deployment', object: deployment(service) },
        {
          name: 'disruption-budget.yaml',
          source: 'workload/service.ts > disruptionBudget',
          object: disruptionBudget(service),
        },
        account,
        ...(service.kind === 'web' ? [reached(service)] : []),
      ];
    case 'cron':
      return [{ name: 'cron-job.yaml', source: 'workload/cron-job.ts > cronJob', object: cronJob(service) }, account];
    case 'job':
      return [
        { name: 'job.yaml', source: 'workload/release-job.ts > releaseJob', object: releaseJob(service) },
        {
          name: 'service-account.yaml',
          source: 'workload/release-job.ts > bearingAccount',
          object: bearingAccount(service),
        },
      ];
    default:
      return assertNever(service);
  }
}

const reached = (service: Service): WorkloadPart => ({
  name: 'service.yaml',
  source: 'workload/service.ts > kubernetesService',
  object: kubernetesService(service),
});

/** What a tier decides about it. */
export function patchPart(service: Service, tier: Tier, delivery: Delivery): WorkloadPart {
  switch (service.kind) {
    case 'web':
    case 'worker':
      return {
        name: 'deployment.patch.yaml',
        source: 'workload/tier-patch.ts > tierPatch',
        object: tierPatch(service, tier, delivery),
      };
    case 'cron':
      return {
        name: 'cron-job.patch.yaml',
        source: 'workload/tier-patch.ts > cronPatch',
        object: cronPatch(service, tier, delivery),
      };
    case 'job':
      return {
        name: 'job.patch.yaml',
        source: 'workload/tier-patch.ts > jobPatch',
        object: jobPatch(service, tier, delivery),
      };
    default:
      return assertNever(service);
  }
}

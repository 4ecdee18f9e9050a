import type { Deployment } from 'kubernetes-types/apps/v1.d.ts';
import type { Container, ResourceRequirements } from 'kubernetes-types/core/v1.d.ts';
import { assertNever } from '../../domain/brand.ts';
import { hostVariable, portVariable } from '../../domain/called-service.ts';
import type { CronService } from '../../domain/cron-service.ts';
import type { Delivery } from '../../domain/delivery.ts';
import { edgeOf } from '../../domain/edge/tier-edge.ts';
import { environmentIn, secretsIn, type Variables } from '../../domain/environment.ts';
import type { JobService } from '../../domain/job-service.ts';
import { nameIn } from '../../domain/name-in-tier.ts';
import { ALL } from '../../domain/per-tier.ts';
import { type Service, type StandingService, strategyIn } from '../../domain/service.ts';
import { databaseOf, type Store, storeIn } from '../../domain/store.ts';
import { surgeOf } from '../../domain/strategy.ts';
import type { Resources, Tier } from '../../domain/tier.ts';
import { edgeVariables } from '../edge/edge-variables.ts';
import type { CustomObject } from '../object.ts';
import { environmentVariables, secretVariables } from './variables.ts';

export const resourcesIn = (service: Service, tier: Tier): Resources => ({
  ...tier.resources,
  ...service.resources[tier.name],
});

/** Limits equal requests: Autopilot makes them equal anyway, and a quota counts both. */
export const resourcesOf = ({ cpu, memory }: Pick<Resources, 'cpu' | 'memory'>): ResourceRequirements => ({
  requests: { cpu, memory, 'ephemeral-storage': '256Mi' },
  limits: { cpu, memory, 'ephemeral-storage': '256Mi' },
});

/** What a tier decides about a workload: how many, how large, how it is replaced, where its data is, and what it is told here alone. */
export function tierPatch(service: StandingService, tier: Tier, delivery: Delivery): Deployment {
  const { replicas } = resourcesIn(service, tier);
  const { maxSurge, maxUnavailable } = surgeOf(strategyIn(service, tier));
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: service.name },
    spec: {
      replicas,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } },
      selector: undefined as never,
      template: { spec: { containers: [tierContainer(service, tier, delivery)] } },
    },
  };
}

/** The same of what a CronJob makes: it has no number of pods, and none is replaced. */
export const cronPatch = (service: CronService, tier: Tier, delivery: Delivery): CustomObject => ({
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name: service.name },
  spec: { jobTemplate: { spec: { template: { spec: { containers: [tierContainer(service, tier, delivery)] } } } } },
});

/** The same of a Job. */
export const jobPatch = (service: JobService, tier: Tier, delivery: Delivery): CustomObject => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: service.name },
  spec: { template: { spec: { containers: [tierContainer(service, tier, delivery)] } } },
});

/** What the container of a service is told in a tier alone, and how large it is there. */
function tierContainer(service: Service, tier: Tier, delivery: Delivery): Container {
  // For clients of its databases; without it they ask the metadata server.
  const project = delivery.cluster.identity.pool?.project;
  const at = service.kind !== 'web' || service.routes === undefined ? undefined : edgeOf(tier, delivery);
  return {
    name: service.name,
    env: [
      { name: 'ENVIRONMENT', value: tier.name },
      { name: 'TIER', value: tier.name },
      ...environmentVariables(calledVariables(service, tier)),
      ...environmentVariables(at === undefined ? {} : edgeVariables(at)),
      ...environmentVariables(storeVariables(storeIn(service, tier.name), tier, project)),
      ...secretVariables(secretsIn(service.secrets, tier.name)),
      ...environmentVariables(environmentIn(service.environment, tier.name)),
    ],
    resources: resourcesOf(resourcesIn(service, tier)),
  };
}

/** What a service calls has another name where the tier has a prefix, and so have the variables that Kubernetes makes of it: those of the plain
 *  name are made of them, unless the author says something else there. */
function calledVariables({ calls, environment }: Service, tier: Tier): Variables {
  if (tier.namePrefix === '') return {};
  const said = { ...environmentIn(environment, ALL), ...environmentIn(environment, tier.name) };
  const pairs = calls.flatMap((name) =>
    [hostVariable, portVariable].map((variable) => [variable(name), `$(${variable(nameIn(tier, name))})`] as const),
  );
  return Object.fromEntries(pairs.filter(([name]) => !Object.hasOwn(said, name)));
}

/** What a process is told of its data; nothing where the service says nothing. */
function storeVariables(store: Store | undefined, tier: Tier, project: string | undefined): Variables {
  if (store === undefined) return {};
  switch (store.kind) {
    case 'memory':
      return { STORE: 'memory' };
    case 'firestore':
      return {
        STORE: 'firestore',
        FIRESTORE_DATABASE: databaseOf(store, tier),
        ...(project === undefined ? {} : { GOOGLE_CLOUD_PROJECT: project }),
      };
    default:
      return assertNever(store);
  }
}

import type { Deployment } from 'kubernetes-types/apps/v1.d.ts';
import type { Service } from '../../domain/service.ts';
import { surgeOf } from '../../domain/strategy.ts';
import type { Resources, Tier } from '../../domain/tier.ts';

export const resourcesIn = (service: Service, tier: Tier): Resources => ({
  ...tier.resources,
  ...service.resources[tier.name],
});

/** What a tier decides about a workload: how many, how large, how it is replaced, and its name for the service itself. */
export function tierPatch(service: Service, tier: Tier): Deployment {
  const { replicas, cpu, memory } = resourcesIn(service, tier);
  const { maxSurge, maxUnavailable } = surgeOf(tier.rollout);
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: service.name },
    spec: {
      replicas,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } },
      selector: undefined as never,
      template: {
        spec: {
          containers: [
            {
              name: service.name,
              env: [{ name: 'ENVIRONMENT', value: tier.name }],
              // Limits equal requests: Autopilot makes them equal anyway, and a quota counts both.
              resources: {
                requests: { cpu, memory, 'ephemeral-storage': '256Mi' },
                limits: { cpu, memory, 'ephemeral-storage': '256Mi' },
              },
            },
          ],
        },
      },
    },
  };
}

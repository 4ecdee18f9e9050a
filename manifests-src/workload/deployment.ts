import type { Deployment } from 'kubernetes-types/apps/v1.d.ts';
import type { Container, ContainerPort, EnvVar, Probe } from 'kubernetes-types/core/v1.d.ts';
import { formatNeeds, NEEDS } from '../../domain/bootstrap-need.ts';
import { assertNever } from '../../domain/brand.ts';
import { PRE_STOP } from '../../domain/drain.ts';
import { metricsPort } from '../../domain/metrics.ts';
import type { StandingService } from '../../domain/service.ts';
import { tierNeeds } from '../bootstrap/tier-needs.ts';
import { commonLabels, selectorLabels } from '../object.ts';
import { ownVariables, podOf } from './pod.ts';

/** What is equal in every tier; replicas, resources and strategy come from the tier's patch. */
export function deployment(service: StandingService): Deployment {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: service.name,
      labels: commonLabels(service.name),
      annotations: { [NEEDS]: formatNeeds(tierNeeds(service)) },
    },
    spec: {
      revisionHistoryLimit: 10,
      minReadySeconds: 0,
      progressDeadlineSeconds: 600,
      selector: { matchLabels: selectorLabels(service.name) },
      template: {
        metadata: { labels: commonLabels(service.name) },
        spec: {
          ...podOf(service, { ...ports(service), env: environment(service), ...lifeOf(service) }),
          topologySpreadConstraints: [
            {
              maxSkew: 1,
              topologyKey: 'topology.kubernetes.io/zone',
              whenUnsatisfiable: 'ScheduleAnyway',
              labelSelector: { matchLabels: selectorLabels(service.name) },
            },
          ],
        },
      },
    },
  };
}

/** How a container is asked whether it works, and what it waits for before it is told to end. */
function lifeOf(
  service: StandingService,
): Pick<Container, 'startupProbe' | 'readinessProbe' | 'livenessProbe' | 'lifecycle'> {
  switch (service.kind) {
    case 'web':
      return {
        startupProbe: { ...probe(service.health.live), periodSeconds: 1, failureThreshold: 60 },
        readinessProbe: { ...probe(service.health.ready), periodSeconds: 5, failureThreshold: 2 },
        livenessProbe: { ...probe(service.health.live), periodSeconds: 10, failureThreshold: 3 },
        lifecycle: { preStop: { sleep: { seconds: PRE_STOP } } },
      };
    case 'worker':
      return service.health === 'none' ? {} : workerProbes(service.health.command);
    default:
      return assertNever(service);
  }
}

const probe = (path: string): Probe => ({ httpGet: { path, port: 'http' }, timeoutSeconds: 2 });

/** A worker is ready once it has started: nobody sends it anything that it could be unready for. Each question is a process of its own, so
 *  it is asked less often; and so seldom that the kubelet, which tells 25 events of a pod and then few, can still tell of a second kill, by
 *  which a rollout knows what is wrong.
 *  @see https://github.com/kubernetes/client-go/blob/v0.36.3/tools/record/events_cache.go (`defaultSpamBurst`) */
function workerProbes(words: readonly string[]): Pick<Container, 'startupProbe' | 'livenessProbe'> {
  const asked: Probe = { exec: { command: [...words] }, timeoutSeconds: 5 };
  return {
    startupProbe: { ...asked, periodSeconds: 8, failureThreshold: 8 },
    livenessProbe: { ...asked, periodSeconds: 15, failureThreshold: 3 },
  };
}

/** No Service has the second one, so that nobody reaches it who reaches the service. */
function ports(service: StandingService): { readonly ports?: ContainerPort[] } {
  const own = metricsPort(service.metrics);
  const all = [
    ...(service.kind === 'web' ? [{ name: 'http', containerPort: service.port, protocol: 'TCP' }] : []),
    ...(own === undefined ? [] : [{ name: 'metrics', containerPort: own, protocol: 'TCP' }]),
  ];
  return all.length === 0 ? {} : { ports: all };
}

function environment(service: StandingService): EnvVar[] {
  const own = metricsPort(service.metrics);
  return [
    ...(service.kind === 'web' ? [{ name: 'PORT', value: String(service.port) }] : []),
    ...(own === undefined ? [] : [{ name: 'METRICS_PORT', value: String(own) }]),
    ...ownVariables(service),
  ];
}

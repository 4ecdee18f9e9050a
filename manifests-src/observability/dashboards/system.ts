import { GAUGES } from '../../../domain/restore-drill/gauge.ts';
import { minutes } from '../../../domain/seconds.ts';
import { ageOf, OLDEST } from '../ages.ts';
import { usedMemory } from '../containers.ts';
import { aggregate, call, over } from '../promql/expression.ts';
import { clusterSeries } from '../promql/metrics.ts';
import { timedUpTo } from '../requests.ts';
import { usedPart } from '../volumes.ts';
import type { WatchedService } from '../watched-service.ts';
import { contractPanel, quantiles } from './contract-panel.ts';
import type { Dashboard, Panel } from './dashboard.ts';

/** What the services need, and where time goes. */
export const system = (services: readonly WatchedService[]): Dashboard => ({
  uid: 'sluice-system',
  title: 'System',
  panels: [
    ...services.flatMap((watched) => [
      processors(watched),
      memory(watched),
      answerTimes(watched),
      ...watched.signals.system.map((name) => contractPanel(watched, name)),
    ]),
    ...services
      .slice(0, 1)
      .flatMap(({ tier, agesAreTold }) => [
        disks(tier.namespace),
        pods(tier.namespace),
        ...(agesAreTold ? [ages(tier.namespace)] : []),
      ]),
  ],
});

const processors = ({ service, tier }: WatchedService): Panel => ({
  title: `${service.name}: CPU`,
  description: 'Cores that each pod uses.',
  unit: 'cores',
  queries: [
    {
      expression: aggregate(
        'sum',
        call(
          'rate',
          over(
            clusterSeries('container_cpu_usage_seconds_total', { namespace: tier.namespace, container: service.name }),
            minutes(5),
          ),
        ),
        ['pod'],
      ),
      legend: '{{pod}}',
    },
  ],
  alerts: [],
  service: service.name,
});

const memory = (watched: WatchedService): Panel => ({
  title: `${watched.service.name}: memory`,
  description: 'Memory of each pod that the kernel cannot take back.',
  unit: 'bytes',
  queries: [{ expression: usedMemory(watched), legend: '{{pod}}' }],
  alerts: ['MemoryNearLimit', 'MemoryRunsOut'],
  service: watched.service.name,
});

/** Of all bounds: the one of the slow ones is left out again. */
const answerTimes = (watched: WatchedService): Panel => {
  const upTo = timedUpTo(watched, 0);
  const buckets = { ...upTo, labels: upTo.labels.filter(({ label }) => label !== 'le') };
  return {
    title: `${watched.service.name}: time to answer`,
    description: 'P50, P95 and P99 of the requests of users, without probes and scrapes.',
    unit: 'seconds',
    queries: quantiles(buckets, [], [0.5, 0.95, 0.99]),
    alerts: [],
    service: watched.service.name,
    threshold: watched.bounds.slow,
  };
};

const disks = (namespace: string): Panel => ({
  title: 'Volumes',
  description: 'Used part of each volume that pods have claimed; empty where they have none.',
  unit: 'part',
  queries: [{ expression: usedPart({ namespace }), legend: '{{persistentvolumeclaim}}' }],
  alerts: ['DiskNearFull', 'DiskFillsUp'],
  service: undefined,
});

const ages = (namespace: string): Panel => ({
  title: 'Age of backups',
  description:
    'Time since the newest backup of each database that a drill has seen, and since a restore of it has worked.',
  unit: 'seconds',
  queries: [
    { expression: ageOf(GAUGES.backup, { namespace }), legend: '{{database}}: backup' },
    { expression: ageOf(GAUGES.drill, { namespace }), legend: '{{database}}: restore' },
  ],
  alerts: ['BackupTooOld', 'RestoreDrillOverdue', 'BackupsUntold'],
  service: undefined,
  threshold: OLDEST,
});

const pods = (namespace: string): Panel => ({
  title: 'Pods',
  description: 'Pods of the namespace that run.',
  unit: 'count',
  queries: [
    {
      expression: aggregate(
        'count',
        aggregate(
          'count',
          clusterSeries('container_memory_working_set_bytes', { namespace }, [
            { label: 'container', operator: '!=', value: '' },
          ]),
          ['pod'],
        ),
      ),
      legend: 'pods',
    },
  ],
  alerts: ['QuotaNearFull'],
  service: undefined,
});

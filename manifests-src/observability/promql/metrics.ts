import { LOG_ERRORS } from '../../../domain/observability/logs.ts';
import { GAUGES } from '../../../domain/restore-drill/gauge.ts';
import type { Matcher, Series } from './expression.ts';

/** What the cluster itself measures and rules ask for, with the labels that they may select. Everything else is of the contract of a service. */
export const CLUSTER_METRICS = {
  container_cpu_usage_seconds_total: ['namespace', 'pod', 'container'],
  container_memory_working_set_bytes: ['namespace', 'pod', 'container'],
  kubelet_volume_stats_available_bytes: ['namespace', 'persistentvolumeclaim'],
  kubelet_volume_stats_capacity_bytes: ['namespace', 'persistentvolumeclaim'],
  kubelet_volume_stats_used_bytes: ['namespace', 'persistentvolumeclaim'],
  certmanager_certificate_expiration_timestamp_seconds: ['name', 'exported_namespace'],
  // What drills of backups tell, beside what is collected.
  [GAUGES.backup]: ['namespace', 'job', 'database'],
  [GAUGES.drill]: ['namespace', 'job', 'database'],
  up: ['namespace', 'job', 'pod'],
  [LOG_ERRORS.series]: ['monitored_resource', 'namespace_name', 'container_name', 'pod_name'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

type ClusterMetric = keyof typeof CLUSTER_METRICS;

/** A metric of the cluster, by equality of labels that it has. */
export const clusterSeries = <M extends ClusterMetric>(
  metric: M,
  labels: Readonly<Partial<Record<(typeof CLUSTER_METRICS)[M][number], string>>>,
  more: readonly Matcher[] = [],
): Series => ({ kind: 'series', metric, labels: [...equal(labels), ...more] });

export const equal = (labels: Readonly<Record<string, string | undefined>>): readonly Matcher[] =>
  Object.entries(labels).flatMap(([label, value]) => (value === undefined ? [] : [{ label, operator: '=', value }]));

import { assertNever } from '../../../domain/brand.ts';
import type { ContractMetric } from '../../../domain/observability/metrics-contract.ts';
import { GAUGES } from '../../../domain/restore-drill/gauge.ts';
import type { WatchedService } from '../../../manifests-src/observability/watched-service.ts';
import { AGES, combinations, GENERATIONS, isBad, MINUTES, partUpTo, SHAPES } from './load.ts';

const PODS = [1, 2];
const STEP = 60;

interface Line {
  readonly metric: string;
  readonly labels: Readonly<Record<string, string>>;
  /** First minute, and the value of each from there on. */
  readonly from: number;
  readonly values: readonly number[];
}

/** What two pods of each service and the cluster say in the scripted hours, as Prometheus takes it in.
 *  @param began seconds since the epoch
 *  @see https://prometheus.io/docs/specs/om/open_metrics_spec/ */
export function openMetrics(services: readonly WatchedService[], began: number): string {
  const lines = services.flatMap((watched) =>
    GENERATIONS.flatMap(({ name, from, to }) => PODS.flatMap((pod) => podLines(watched, { name, from, to, pod }))),
  );
  const [first] = services;
  const all = [
    ...lines,
    ...(first === undefined ? [] : [...volumeLines(first.tier.namespace), ...ageLines(first, began)]),
  ];
  const metrics = [...new Set(all.map(({ metric }) => metric))].sort();
  const written = metrics.flatMap((metric) => [
    `# TYPE ${metric} unknown`,
    ...all.filter((line) => line.metric === metric).flatMap((line) => samples(line, began)),
  ]);
  return `${written.join('\n')}\n# EOF\n`;
}

const samples = ({ metric, labels, from, values }: Line, began: number): readonly string[] => {
  const named = Object.entries(labels)
    .map(([label, value]) => `${label}="${value}"`)
    .join(',');
  return values.map((value, index) => `${metric}{${named}} ${value} ${began + (from + index) * STEP}`);
};

interface Pod {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly pod: number;
}

function podLines(
  { service, tier, signals, memoryLimit }: WatchedService,
  { name, from, to, pod }: Pod,
): readonly Line[] {
  const base = { namespace: tier.namespace, pod: `${service.name}-${name}-${pod}` };
  const inContainer = { ...base, container: service.name };
  const told = { ...base, job: service.name };
  const minutes = Array.from({ length: Math.min(to, MINUTES + 1) - from }, (_, index) => from + index);
  const line = (metric: string, labels: Line['labels'], values: readonly number[]): Line => ({
    metric,
    labels,
    from,
    values,
  });
  const grown = (perSecond: (minute: number) => number): readonly number[] => {
    let sum = 0;
    return minutes.map((minute, index) => {
      sum += index === 0 ? 0 : (perSecond(minute) * STEP) / PODS.length;
      return Number(sum.toFixed(4));
    });
  };
  const ofMetric = (metric: ContractMetric): readonly Line[] => {
    const shape = SHAPES[metric.name];
    if (shape === undefined) return [];
    return combinations(metric).flatMap((labels) => {
      const at = (minute: number): number => shape(labels, minute);
      const all = { ...told, ...labels };
      switch (metric.type) {
        case 'gauge': {
          // What is counted in a store is the same from every pod.
          const sharers = labels['window'] === undefined ? PODS.length : 1;
          return line(
            metric.name,
            all,
            minutes.map((minute) => Math.round(at(minute) / sharers)),
          );
        }
        case 'counter':
          return line(metric.name, all, grown(at));
        case 'histogram':
          return [
            ...metric.buckets.map((bound) =>
              line(
                `${metric.name}_bucket`,
                { ...all, le: String(bound) },
                grown((minute) => at(minute) * partUpTo(metric, bound, minute)),
              ),
            ),
            line(`${metric.name}_bucket`, { ...all, le: '+Inf' }, grown(at)),
            line(`${metric.name}_count`, all, grown(at)),
          ];
        default:
          return assertNever(metric);
      }
    });
  };
  return [
    ...signals.contract.flatMap(ofMetric),
    line(
      'up',
      told,
      minutes.map(() => 1),
    ),
    line(
      'container_cpu_usage_seconds_total',
      inContainer,
      grown((minute) => (isBad(minute) ? 0.9 : 0.4)),
    ),
    line(
      'container_memory_working_set_bytes',
      inContainer,
      minutes.map((minute) => Math.round(memoryLimit * (0.35 + 0.02 * pod + 0.0005 * (minute - from)))),
    ),
  ];
}

const volumeLines = (namespace: string): readonly Line[] => {
  const size = 10 * 2 ** 30;
  const minutes = Array.from({ length: MINUTES + 1 }, (_, minute) => minute);
  const labels = { namespace, persistentvolumeclaim: 'data' };
  return [
    {
      metric: 'kubelet_volume_stats_used_bytes',
      labels,
      from: 0,
      values: minutes.map((minute) => Math.round(size * (0.4 + 0.0002 * minute))),
    },
    { metric: 'kubelet_volume_stats_capacity_bytes', labels, from: 0, values: minutes.map(() => size) },
  ];
};

/** What the drill of the first minute has told: nobody tells it again in these hours. */
const ageLines = ({ tier: { namespace, name }, agesAreTold }: WatchedService, began: number): readonly Line[] =>
  agesAreTold
    ? (
        [
          [GAUGES.backup, AGES.backup],
          [GAUGES.drill, AGES.drill],
        ] as const
      ).map(([metric, age]) => ({
        metric,
        labels: { namespace, job: 'restore-drill', database: `agents-${name}` },
        from: 0,
        values: [began - age * STEP],
      }))
    : [];

import { type InputSeries, LIVE, type Pace } from './scenario.ts';
import { gauge, traffic } from './traffic.ts';

export const MEBIBYTE = 2 ** 20;
/** The limit of the service in production. */
export const LIMIT = 512 * MEBIBYTE;

/** What has nothing to do with it: a service that is watched and well, one that is not watched, and another tier, which are not well at all. */
export const surroundings = (minutes: number, pace: Pace = LIVE): readonly InputSeries[] => [
  ...traffic({ service: 'dashboard', minutes, aMinute: () => ({ good: 30 }) }, pace),
  ...traffic({ service: 'neighbour', minutes, aMinute: () => ({ failed: 600, slow: 600 }) }, pace),
  ...traffic({ namespace: 'elsewhere', minutes, aMinute: () => ({ failed: 600, slow: 600 }) }, pace),
];

/** The service with steady traffic, in which everything is well. */
export const well = (minutes: number, pace: Pace = LIVE): readonly InputSeries[] =>
  traffic({ minutes, aMinute: () => ({ good: 60 }) }, pace);

/** Memory of one container of a pod, besides what the cluster tells of the pod as a whole. */
export const memory = (
  minutes: number,
  at: (minute: number) => number,
  { namespace = 'production', container = 'ai-agent-api', pod = 'ai-agent-api-1', pace = LIVE } = {},
): readonly InputSeries[] => {
  const of = (name: string) =>
    `container_memory_working_set_bytes{namespace="${namespace}", pod="${pod}", container="${name}"}`;
  const values = gauge(minutes, pace, at);
  return [
    { series: of(container), values },
    { series: of(''), values: gauge(minutes, pace, (minute) => 2 * at(minute)) },
  ];
};

/** A volume of a hundred thousand bytes, or of another size. */
export const volume = (
  minutes: number,
  used: (minute: number) => number,
  { namespace = 'production', pace = LIVE, size = 100_000 } = {},
): readonly InputSeries[] => {
  const of = (part: string) =>
    `kubelet_volume_stats_${part}_bytes{namespace="${namespace}", persistentvolumeclaim="data"}`;
  return [
    { series: of('used'), values: gauge(minutes, pace, (minute) => size * used(minute)) },
    { series: of('available'), values: gauge(minutes, pace, (minute) => size * (1 - used(minute))) },
    { series: of('capacity'), values: gauge(minutes, pace, () => size) },
  ];
};

/** What is recorded of other services and tiers, in which everything fails. */
export const ratiosElsewhere = (minutes: number, pace: Pace): readonly InputSeries[] =>
  ['5m', '30m', '1h', '2h', '6h', '1d', '3d'].flatMap((window) =>
    ['namespace="elsewhere", job="ai-agent-api"', 'namespace="production", job="neighbour"'].map((labels) => ({
      series: `job:request_errors:ratio_rate${window}{${labels}}`,
      values: gauge(minutes, pace, () => 1),
    })),
  );

import { isRecord, listOf, namesTo, number, oneOf, optional, record, type Shape, text, word } from '../shape/shape.ts';
import { LINE_SEVERITIES, type Logs } from './logs.ts';
import type { HistogramMetric, PlainMetric } from './metrics-contract.ts';
import type { Bounds, KubePrometheusStack, ManagedCollection, Watching } from './observability.ts';
import type { RequestSignals, Signals } from './signals.ts';

const described = {
  name: text,
  type: word('counter', 'gauge', 'histogram'),
  unit: text,
  help: text,
  labels: optional(namesTo(listOf(text))),
};
const plain = record<PlainMetric>(described);
const metric = oneOf(
  { counter: plain, gauge: plain, histogram: record<HistogramMetric>({ ...described, buckets: listOf(number) }) },
  'type',
);

const signals = record<Signals>(
  {
    service: text,
    contract: listOf(metric),
    requests: record<RequestSignals>({
      counter: text,
      failed: namesTo(optional(listOf(text))),
      duration: text,
      route: optional(text),
    }),
    shared: listOf(text),
    business: listOf(text),
    system: listOf(text),
  },
  'signals({ … })',
);

const watching: { readonly [Field in keyof Watching]-?: Shape } = {
  owner: text,
  grafana: text,
  runbooks: optional(text),
  services: listOf(signals),
  tiers: listOf(text),
  bounds: record<Bounds>({ errors: number, slow: number, memory: number, disk: number, availability: number }),
  certificates: optional(word('cert-manager')),
};

const logs = record<Logs>(
  { days: number, drop: namesTo(word(...LINE_SEVERITIES)), errors: number, channels: listOf(text) },
  'logs({ … })',
);

/** What a delivery says of how it is watched. */
export const observabilityShape: Shape = (value, at) =>
  isRecord(value)
    ? oneOf({
        'managed-collection': record<ManagedCollection>({ kind: text, ...watching, logs: optional(logs) }),
        'kube-prometheus-stack': record<KubePrometheusStack>({
          kind: text,
          ...watching,
          version: text,
          adminSecret: text,
        }),
      })(value, at)
    : [
        {
          field: at,
          value,
          message: 'Wanted what managedCollection({ … }) or kubePrometheusStack({ … }) makes.',
        },
      ];

import type { Claim } from '../rules/claim.ts';
import { nearest } from '../shape/nearest.ts';
import { contractClaims } from './contract-rules.ts';
import type { ContractMetric, MetricsContract } from './metrics-contract.ts';
import type { Bounds } from './observability.ts';
import type { Signals } from './signals.ts';

/** What is wrong with the signals of one service. Types say the same of what is compiled. */
export const signalClaims = (signals: Signals, bounds: Bounds, at: string): readonly Claim[] => [
  ...contractClaims(signals.contract, `${at}.contract`),
  ...requestClaims(signals, bounds, `${at}.requests`),
  ...signals.shared.map((name, index) => named(signals.contract, name, `${at}.shared[${index}]`, ['gauge'])),
  ...(['business', 'system'] as const).flatMap((list) =>
    signals[list].map((name, index) => named(signals.contract, name, `${at}.${list}[${index}]`)),
  ),
];

function requestClaims({ contract, requests }: Signals, { slow }: Bounds, at: string): readonly Claim[] {
  const { counter, failed, duration, route } = requests;
  const all = metricOf(contract, counter);
  const histogram = metricOf(contract, duration);
  return [
    named(contract, counter, `${at}.counter`, ['counter']),
    named(contract, duration, `${at}.duration`, ['histogram']),
    {
      field: `${at}.failed`,
      value: failed,
      holds: Object.values(failed).some((values) => values !== undefined && values.length > 0),
      message: 'Wanted the values of labels by which a request counts as failed: { status: ["5xx"] }.',
    },
    ...Object.entries(failed).flatMap(([label, values = []]) =>
      values.map((value, index) => labelled(all, label, value, `${at}.failed.${label}[${index}]`)),
    ),
    ...(route === undefined
      ? []
      : [all, histogram].map((metric) => ({
          field: `${at}.route`,
          value: route,
          holds: metric === undefined || Object.hasOwn(metric.labels ?? {}, route),
          message: `${metric?.name} has no such label${listed(Object.keys(metric?.labels ?? {}))}`,
        }))),
    {
      field: `${at}.duration`,
      value: duration,
      holds: histogram?.type !== 'histogram' || histogram.buckets.includes(slow),
      message: `The bound of slow requests is ${slow} s, and its histogram has no bucket that ends there: what is slower cannot be counted${listed(
        histogram?.type === 'histogram' ? histogram.buckets.map(String) : [],
      )}`,
    },
  ];
}

/** The metric of that name, if the contract has one. */
export const metricOf = (contract: MetricsContract, name: string): ContractMetric | undefined =>
  contract.find((metric) => metric.name === name);

function named(
  contract: MetricsContract,
  name: string,
  field: string,
  types: readonly ContractMetric['type'][] = ['counter', 'gauge', 'histogram'],
): Claim {
  const names = contract.filter(({ type }) => types.includes(type)).map((metric) => metric.name);
  return {
    field,
    value: name,
    holds: names.includes(name),
    message: `The contract has no such ${types.length === 1 ? types[0] : 'metric'}${listed(names, name)}`,
  };
}

const labelled = (metric: ContractMetric | undefined, label: string, value: string, field: string): Claim => {
  const values = metric?.labels?.[label];
  return {
    field,
    value,
    holds: metric === undefined || (values?.includes(value) ?? false),
    message:
      values === undefined
        ? `${metric?.name} has no label ${label}${listed(Object.keys(metric?.labels ?? {}), label)}`
        : `The label ${label} of ${metric?.name} has no such value${listed(values, value)}`,
  };
};

function listed(names: readonly string[], name?: string): string {
  const near = name === undefined ? undefined : nearest(name, names);
  if (near !== undefined) return `: did you mean ${JSON.stringify(near)}?`;
  return names.length === 0 ? '.' : `: wanted one of ${names.join(', ')}.`;
}

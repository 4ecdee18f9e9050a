import type { Claim } from '../rules/claim.ts';
import type { ContractMetric, MetricsContract } from './metrics-contract.ts';

const METRIC = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
const LABEL = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
/** Who collects sets these; what a service says there is renamed, and no rule finds it. */
const TAKEN = [
  'job',
  'instance',
  'namespace',
  'pod',
  'container',
  'cluster',
  'location',
  'project_id',
  'le',
  'quantile',
];

/** What is wrong with a contract by itself. @param at of the list of its metrics */
export const contractClaims = (contract: MetricsContract, at: string): readonly Claim[] =>
  contract.flatMap((metric, index) => [
    {
      field: `${at}[${index}].name`,
      value: metric.name,
      holds: contract.findIndex(({ name }) => name === metric.name) === index,
      message: 'The contract has it twice; each metric needs its own name.',
    },
    ...metricClaims(metric, `${at}[${index}]`),
  ]);

const metricClaims = (metric: ContractMetric, at: string): readonly Claim[] => [
  {
    field: `${at}.name`,
    value: metric.name,
    holds: METRIC.test(metric.name),
    message: 'Wanted the name of a metric: letters, digits and "_", as in http_requests_total.',
  },
  {
    field: `${at}.name`,
    value: metric.name,
    holds: metric.type !== 'counter' || metric.name.endsWith('_total'),
    message: 'Clients end the name of a counter with _total: write it as it is scraped.',
  },
  ...Object.entries(metric.labels ?? {}).flatMap(([label, values]) => [
    {
      field: `${at}.labels.${label}`,
      value: label,
      holds: LABEL.test(label) && !TAKEN.includes(label),
      message: `Wanted a label of the service's own: letters, digits and "_", and none of ${TAKEN.join(', ')}, which whoever collects sets.`,
    },
    {
      field: `${at}.labels.${label}`,
      value: [...values],
      holds: values.length > 0 && new Set(values).size === values.length,
      message: 'Wanted every value that the label may have, each once: one that is open cannot be watched.',
    },
  ]),
  ...(metric.type === 'histogram'
    ? [
        {
          field: `${at}.buckets`,
          value: [...metric.buckets],
          holds:
            metric.buckets.length > 0 &&
            metric.buckets.every(
              (bound, index) => Number.isFinite(bound) && bound > (metric.buckets[index - 1] ?? -Infinity),
            ),
          message: 'Wanted the upper bounds in rising order, without infinity.',
        },
      ]
    : []),
];

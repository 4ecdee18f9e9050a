import { minutes } from '../../../domain/seconds.ts';
import type { TierAlert } from '../alert.ts';
import { aggregate, binary } from '../promql/expression.ts';
import { clusterSeries } from '../promql/metrics.ts';
import { ALL_PODS, ALL_WORKLOADS, QUOTA } from '../runbook-commands.ts';

const PART = 0.9;

export const quotaNearFull: TierAlert = {
  name: 'QuotaNearFull',
  severity: 'warning',
  of: ({ tier, pods }) => ({
    expression: binary(
      binary(
        aggregate(
          'count',
          aggregate(
            'count',
            clusterSeries('container_memory_working_set_bytes', { namespace: tier.namespace }, [
              { label: 'container', operator: '!=', value: '' },
            ]),
            ['pod'],
          ),
        ),
        '/',
        pods,
      ),
      '>',
      PART,
    ),
    lasts: minutes(15),
    summary: `${tier.name} has {{ $value | humanizePercentage }} of the pods that its quota allows`,
  }),
  runbook: {
    meaning: 'So many pods run that the quota of the namespace soon admits no more.',
    impact: 'None yet. A rollout that needs more pods fails.',
    commands: [QUOTA, ALL_PODS, ALL_WORKLOADS],
    diagnosis: ['Which workload has more pods than the delivery says?', 'Has somebody left Jobs or copies behind?'],
    mitigation: ['Remove what nobody needs.', 'Where the tier has grown: synthesise and apply its bootstrap again.'],
    over: 'Fewer pods run, or the quota is larger; the alert ends with the next evaluation.',
  },
};

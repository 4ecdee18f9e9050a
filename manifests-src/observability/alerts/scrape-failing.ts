import { minutes } from '../../../domain/seconds.ts';
import type { ServiceAlert } from '../alert.ts';
import { binary } from '../promql/expression.ts';
import { clusterSeries } from '../promql/metrics.ts';
import { POD_DETAILS, PODS, POLICIES } from '../runbook-commands.ts';

export const scrapeFailing: ServiceAlert = {
  name: 'ScrapeFailing',
  severity: 'warning',
  of: ({ service, tier }) => ({
    expression: binary(clusterSeries('up', { namespace: tier.namespace, job: service.name }), '==', 0),
    lasts: minutes(10),
    pod: true,
    summary: `{{ $labels.pod }} of ${service.name} does not tell its numbers in ${tier.name}`,
  }),
  runbook: {
    meaning: 'A pod has not answered the collector for ten minutes.',
    impact: 'Its requests are missing in every alert and panel.',
    commands: [PODS, POD_DETAILS, POLICIES],
    diagnosis: ['Is the pod ready?', 'Does the NetworkPolicy let the collector in, at the port of the metrics?'],
    mitigation: ['Delete the pod where it hangs; apply the bootstrap of the tier where the policy is another one.'],
    over: '`up` of the pod is 1 again; the alert ends with the next evaluation.',
  },
};

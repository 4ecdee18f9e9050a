import { minutes } from '../../../domain/seconds.ts';
import type { ServiceAlert } from '../alert.ts';
import { binary, call } from '../promql/expression.ts';
import { served, timed } from '../requests.ts';
import { LOGS, PODS, POLICIES } from '../runbook-commands.ts';

/** Alerts on numbers that are gone are silent: this one says so. */
export const metricsAbsent: ServiceAlert = {
  name: 'MetricsAbsent',
  severity: 'critical',
  of: (watched) => ({
    expression: binary(call('absent', served(watched)), 'or', call('absent', timed(watched))),
    lasts: minutes(10),
    summary: `${watched.service.name} tells nothing of its requests in ${watched.tier.name}: nobody would notice an outage`,
  }),
  runbook: {
    meaning: 'The numbers that other alerts are made of have been gone for ten minutes: none of those can fire.',
    impact: 'Unknown: the service may work, or not.',
    commands: [PODS, LOGS, POLICIES],
    diagnosis: [
      'Does the service run? `kubectl get pods` in the namespace of the tier.',
      'Are its numbers collected? `up` is 1 where they are. Else look at the NetworkPolicy and the port of the metrics.',
      'Has a release renamed a metric? Compare `/metrics` with the contract.',
    ],
    mitigation: [
      'Where a release has changed the metrics: change the contract in the delivery, or run the workflow `rollback`.',
    ],
    over: 'The panels of requests show numbers again; the alert ends with the next evaluation.',
  },
};

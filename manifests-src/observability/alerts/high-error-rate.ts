import { minutes } from '../../../domain/seconds.ts';
import type { ServiceAlert } from '../alert.ts';
import { binary, both } from '../promql/expression.ts';
import { errorRatio, failed, within } from '../requests.ts';
import { LOGS, PODS, WARNINGS } from '../runbook-commands.ts';

/** With little traffic one failed request is many per cent: so many must have failed before anybody is woken. */
export const FAILURES_THAT_COUNT = 5;

export const highErrorRate: ServiceAlert = {
  name: 'HighErrorRate',
  severity: 'critical',
  of: (watched) => ({
    expression: both(
      binary(errorRatio(watched, minutes(5)), '>', watched.bounds.errors),
      binary(within(failed(watched), minutes(10)), '>=', FAILURES_THAT_COUNT),
    ),
    lasts: minutes(2),
    summary: `{{ $value | humanizePercentage }} of the requests to ${watched.service.name} fail in ${watched.tier.name}`,
  }),
  runbook: {
    meaning: `More requests of users fail than the bound allows, and at least ${FAILURES_THAT_COUNT} did within ten minutes. Probes and scrapes are not counted.`,
    impact: 'Users get errors now.',
    commands: [PODS, LOGS, WARNINGS],
    diagnosis: [
      'Look at the deploy markers: did it begin with a release?',
      'Which routes fail? The panel "Failed requests" has them apart.',
      'Read the log of the failing requests by their trace.',
      'Do the operations of the store fail, or what the service calls?',
    ],
    mitigation: [
      'After a release: run the workflow `rollback` for the tier.',
      'Where something that it calls is down, tell its owner; requests recover by themselves.',
    ],
    over: 'The panel of failed requests is below the bound for five minutes; the alert then ends by itself.',
  },
};

import { LOG_ERRORS } from '../../../domain/observability/logs.ts';
import { minutes, seconds } from '../../../domain/seconds.ts';
import type { LogAlert } from '../alert.ts';
import { aggregate, binary, call, over } from '../promql/expression.ts';
import { clusterSeries } from '../promql/metrics.ts';
import { LOGS, PODS, WORKLOADS } from '../runbook-commands.ts';

const WINDOW = minutes(10);

/** Errors that no request shows: of what runs beside them, and of their consequences. */
export const errorsInLogs: LogAlert = {
  name: 'ErrorsInLogs',
  severity: 'warning',
  of: ({ service, tier }, errors) => ({
    expression: binary(
      aggregate(
        'sum',
        call(
          'increase',
          over(
            clusterSeries(LOG_ERRORS.series, {
              monitored_resource: 'k8s_container',
              namespace_name: tier.namespace,
              container_name: service.name,
            }),
            WINDOW,
          ),
        ),
      ),
      '>',
      errors,
    ),
    lasts: seconds(0),
    summary: `${service.name} wrote more than ${errors} errors into its log within ten minutes in ${tier.name}`,
  }),
  runbook: {
    meaning: 'A service has written more lines of errors within ten minutes than the delivery says.',
    impact:
      'Unknown: where requests fail, another alert says so. Work beside them may fail, or what they leave behind.',
    commands: [PODS, LOGS, WORKLOADS],
    diagnosis: [
      'Which message comes most? Group by it in the Logs Explorer.',
      'Did it begin with a release? Each line has one.',
      'Is it one pod or all of them?',
    ],
    mitigation: [
      'After a release: run the workflow `rollback` for the tier.',
      'What is no error of the service should be written as a warning.',
    ],
    over: 'Ten minutes pass with fewer errors; the incident then closes by itself.',
  },
};

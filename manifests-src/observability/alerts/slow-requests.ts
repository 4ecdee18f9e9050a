import { minutes } from '../../../domain/seconds.ts';
import type { ServiceAlert } from '../alert.ts';
import { binary, both, number } from '../promql/expression.ts';
import { perSecond, slowBound, timed, timedUpTo, within } from '../requests.ts';
import { LOGS, POD_DETAILS, PODS } from '../runbook-commands.ts';

/** P95: five of a hundred may be slower. */
const SLOWER = 0.05;
/** A quantile of fewer says nothing. */
const REQUESTS = 5;
/** One slow request among a few is no P95. */
const SLOW = 3;

/** P95 above the bound, exactly: more than five of a hundred take longer. A quantile would be guessed within a bucket, and never passes the
 *  largest bound. */
export const slowRequests: ServiceAlert = {
  name: 'SlowRequests',
  severity: 'critical',
  of: (watched) => {
    const all = timed(watched);
    const fast = timedUpTo(watched, slowBound(watched));
    const slower = binary(number(1), '-', binary(perSecond(fast, minutes(5)), '/', perSecond(all, minutes(5))));
    return {
      expression: both(
        binary(slower, '>', SLOWER),
        binary(within(all, minutes(10)), '>=', REQUESTS),
        binary(binary(within(all, minutes(10)), '-', within(fast, minutes(10))), '>=', SLOW),
      ),
      lasts: minutes(2),
      summary: `{{ $value | humanizePercentage }} of the requests to ${watched.service.name} take longer than ${watched.bounds.slow} s in ${watched.tier.name}`,
    };
  },
  runbook: {
    meaning: `P95 is above the bound: more than 5 % of the requests take longer, of at least ${REQUESTS}, and at least ${SLOW} do. Probes and scrapes are not counted.`,
    impact: 'Users wait, and clients with a timeout give up.',
    commands: [PODS, POD_DETAILS, LOGS],
    diagnosis: [
      'Look at the deploy markers: did it begin with a release?',
      'Is the store slow? The panel of its operations shows P95 of each.',
      'Is the CPU of the pods at its limit?',
    ],
    mitigation: [
      'After a release: run the workflow `rollback` for the tier.',
      'At the limit of CPU: give the tier more replicas or CPU in the delivery.',
    ],
    over: 'P95 is below the bound for five minutes; the alert then ends by itself.',
  },
};

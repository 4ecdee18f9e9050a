import { minutes } from '../../../domain/seconds.ts';
import type { ServiceAlert } from '../alert.ts';
import { BURN_STEPS, burning, FAST } from '../burn-rate.ts';

export const fastBurn: ServiceAlert = {
  name: 'ErrorBudgetBurnsFast',
  severity: 'critical',
  of: (watched) => ({
    expression: burning(watched, FAST),
    lasts: minutes(2),
    summary: `${watched.service.name} burns its error budget fast in ${watched.tier.name}: {{ $value | humanizePercentage }} of the requests fail`,
  }),
  runbook: {
    meaning:
      'At this pace the errors that thirty days may have are used up within days: 14.4 times too fast over an hour, or 6 times over six hours.',
    impact: 'The objective of the month is lost unless somebody acts today.',
    ...BURN_STEPS,
  },
};

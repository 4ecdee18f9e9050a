import { minutes } from '../../../domain/seconds.ts';
import type { ServiceAlert } from '../alert.ts';
import { BURN_STEPS, burning, SLOW } from '../burn-rate.ts';

export const slowBurn: ServiceAlert = {
  name: 'ErrorBudgetBurnsSlowly',
  severity: 'warning',
  of: (watched) => ({
    expression: burning(watched, SLOW),
    lasts: minutes(15),
    summary: `${watched.service.name} burns its error budget slowly in ${watched.tier.name}: {{ $value | humanizePercentage }} of the requests fail`,
  }),
  runbook: {
    meaning: 'Errors are few and do not stop: at this pace the budget of thirty days does not last.',
    impact: 'Few users notice, and all of the budget goes.',
    ...BURN_STEPS,
  },
};

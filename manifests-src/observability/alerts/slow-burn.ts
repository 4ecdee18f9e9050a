import { minutes } from '../../../domain/seconds.ts';
import type { ServiceAlert } from '../alert.ts';
import { burning, SLOW } from '../burn-rate.ts';

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
    diagnosis: [
      'When did it begin? The panel "Error budget" shows each window.',
      'Which routes fail, and since which release?',
    ],
    mitigation: [
      'After a release: run the workflow `rollback` for the tier.',
      'Where the budget is gone, ship what mends it before anything else.',
    ],
  },
};

import { HOURS, type Scenario } from '../scenario.ts';
import { traffic } from '../traffic.ts';

const FAST = 'ErrorBudgetBurnsFast ai-agent-api';
const SLOWLY = 'ErrorBudgetBurnsSlowly ai-agent-api';

/** A request a second, of which a part fails from the second hour on. The objective is 99.5 %: the budget is 0.5 %. */
const burning = (name: string, failing: number, fires: Scenario['fires']): Scenario => ({
  name,
  series: traffic(
    {
      minutes: 480,
      aMinute: (minute) => (minute < 60 ? { good: 60 } : { good: 60 * (1 - failing), failed: 60 * failing }),
      without: ['http_request_duration_seconds', 'up'],
    },
    HOURS,
  ),
  fires,
});

export const OVER_HOURS: readonly Scenario[] = [
  burning('3.1 % fail, for six hours: six times the budget', 0.031, { '7h30m': [FAST, SLOWLY] }),
  burning('2.9 % fail, for six hours', 0.029, { '7h30m': [SLOWLY] }),
];

import { HOURS, type Scenario } from '../scenario.ts';
import { ratiosElsewhere } from '../surroundings.ts';
import { type Step, traffic } from '../traffic.ts';

const FAST = 'ErrorBudgetBurnsFast ai-agent-api';
const SLOWLY = 'ErrorBudgetBurnsSlowly ai-agent-api';
const MINUTES = 480;

const burning = (name: string, aMinute: (minute: number) => Step, fires: Scenario['fires']): Scenario => ({
  name,
  series: [
    ...ratiosElsewhere(MINUTES, HOURS),
    ...traffic({ minutes: MINUTES, aMinute, without: ['http_request_duration_seconds', 'up'] }, HOURS),
  ],
  fires,
});

/** A request a second, of which a part fails. */
const part = (failing: number): Step => ({ good: 60 * (1 - failing), failed: 60 * failing });
/** In some minutes one request fails, beside the others. */
const once = (minute: number, at: readonly number[], others: Step): Step =>
  at.includes(Math.floor(minute)) ? { ...others, failed: 1 } : others;
/** Much traffic for six hours, and then three requests in four minutes, a third of which is refused. */
const quiet = (minute: number): Step => (minute < 400 ? { good: 30 } : { good: 0.5, refused: 0.25 });

/** The objective is 99.5 %: the budget is 0.5 %. */
export const OVER_HOURS: readonly Scenario[] = [
  burning('3.1 % fail, for six hours: six times the budget', (minute) => part(minute < 60 ? 0 : 0.031), {
    '7h30m': [FAST, SLOWLY],
  }),
  burning('2.9 % fail, for six hours', (minute) => part(minute < 60 ? 0 : 0.029), { '7h30m': [SLOWLY] }),
  burning('8 % fail, for an hour: 14.4 times the budget', (minute) => part(minute < 390 ? 0 : 0.08), {
    '7h30m': [FAST, SLOWLY],
  }),
  burning('6.8 % fail, for an hour', (minute) => part(minute < 390 ? 0 : 0.068), { '7h30m': [SLOWLY] }),
  burning('a fifth fails for half an hour, and it is over', (minute) => part(minute >= 390 && minute < 420 ? 0.2 : 0), {
    '7h10m': [SLOWLY],
  }),
  burning('a tenth fails for ten minutes', (minute) => part(minute >= 470 ? 0.1 : 0), { '7h59m': [] }),
  burning('a tenth fails for hours, and it is over', (minute) => part(minute >= 250 && minute < 400 ? 0.1 : 0), {
    '7h40m': [SLOWLY],
  }),
  burning('12 % fail for half an hour: not for an hour', (minute) => part(minute < 450 ? 0 : 0.12), { '7h59m': [] }),
  burning('a tenth fails for an hour, and 6 % by now', (minute) => part(minute < 420 ? 0 : minute < 468 ? 0.1 : 0.06), {
    '7h59m': [SLOWLY],
  }),
  burning('2.4 % fail for hours, and 4 % by now', (minute) => part(minute < 450 ? 0.024 : 0.04), {
    '7h59m': [SLOWLY],
  }),
  burning('3.5 % fail for hours, and 2.5 % by now', (minute) => part(minute < 448 ? 0.035 : 0.025), {
    '7h59m': [SLOWLY],
  }),
  burning('one of a thousand fails', () => part(0.001), { '7h30m': [] }),
  burning(
    'four of few fail within an hour, and four of many before',
    (minute) => once(minute, [300, 320, 340, 360, 430, 445, 460, 476], quiet(minute)),
    { '7h59m': [] },
  ),
  burning('five of few fail within an hour', (minute) => once(minute, [435, 445, 455, 465, 476], quiet(minute)), {
    '7h59m': [FAST],
  }),
  burning(
    'four fail within six hours, of twenty an hour',
    (minute) => once(minute, [20, 40, 60, 80, 150, 250, 350, 465], { good: 0.33 }),
    {
      '7h59m': [],
    },
  ),
  burning(
    'five fail within six hours, of twenty-five an hour',
    (minute) => once(minute, [190, 250, 310, 370, 465], { good: 0.41 }),
    {
      '7h59m': [FAST],
    },
  ),
];

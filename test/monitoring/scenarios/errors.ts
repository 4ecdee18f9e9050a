import type { Scenario } from '../scenario.ts';
import type { Step } from '../traffic.ts';
import { given } from './of-requests.ts';

const API = 'HighErrorRate ai-agent-api';
const BURNS = 'ErrorBudgetBurnsFast ai-agent-api';

const SLOWLY = 'ErrorBudgetBurnsSlowly ai-agent-api';

/** Ten a second, of which a part fails. */
const busy = (part: number): Step => ({ good: 600 * (1 - part), failed: 600 * part });

export const ERRORS: readonly Scenario[] = [
  given('5.1 % of ten requests a second fail', 12, () => busy(0.051), {
    '11m': [API, 'ErrorBudgetBurnsFast ai-agent-api'],
  }),
  given('4.9 % of ten requests a second fail', 12, () => busy(0.049), { '11m': [BURNS] }),
  given(
    'one request a minute, and one of ten fails',
    25,
    (minute) => (Math.floor(minute) === 12 ? { failed: 1 } : { good: 1 }),
    {
      '13m': [],
      '16m': [],
      '24m': [],
    },
  ),
  given(
    'one request a minute, and ten in a row fail',
    25,
    (minute) => (minute >= 10 && minute < 20 ? { failed: 1 } : { good: 1 }),
    {
      '13m': [],
      '19m': [API, BURNS],
    },
  ),
  given(
    'one request a minute, and one of four fails, for an hour',
    60,
    (minute) => (Math.floor(minute) % 4 === 0 ? { failed: 1 } : { good: 1 }),
    {
      '13m': [],
      '58m': [BURNS, SLOWLY],
    },
  ),
  given('all fail from the tenth minute on', 14, (minute) => busy(minute >= 10 ? 1 : 0), {
    '11m30s': [],
    '13m': [API, BURNS],
  }),
  given('all fail for ten minutes, and it is over', 30, (minute) => busy(minute >= 5 && minute < 15 ? 0.5 : 0), {
    '14m': [API, BURNS],
    '19m': [API, BURNS],
    '20m30s': [BURNS, SLOWLY],
    '29m': [BURNS, SLOWLY],
  }),
  given(
    'for less than four minutes more errors than the bound, in five with fewer',
    20,
    (minute) => busy(minute >= 10 && minute < 13.5 ? 0.065 : 0),
    {
      '13m': [],
      '13m30s': [],
      '14m': [],
    },
  ),
  given('2.9 % fail, and by now few ask', 14, (minute) => (minute < 10 ? busy(0.029) : { good: 58.26, failed: 1.74 }), {
    '12m30s': [],
    '13m': [],
  }),
  ...[
    { count: 4, fires: { '10m': [], '11m': [] } },
    { count: 5, fires: { '11m': [API, BURNS] } },
  ].map(({ count, fires }) =>
    given(
      `one request a minute, and ${count} in a row fail`,
      15,
      (minute) => (minute >= 3 && minute < 3 + count ? { failed: 1 } : { good: 1 }),
      fires,
    ),
  ),
  given('users are refused, which is no failure', 12, () => ({ good: 100, refused: 500 }), { '11m': [] }),
  given(
    'one request a minute, and two of five fail',
    35,
    (minute) => (Math.floor(minute) % 5 < 2 ? { failed: 1 } : { good: 1 }),
    { '30m': [BURNS] },
  ),
  given(
    'one request a minute, and three of five fail',
    35,
    (minute) => (Math.floor(minute) % 5 < 3 ? { failed: 1 } : { good: 1 }),
    { '30m': [API, BURNS] },
  ),
  given(
    'one of six hundred users fails, and all probes',
    15,
    () => ({ good: 600, failed: 1 }),
    { '14m': [] },
    { probes: 600, probeStatus: '5xx' },
  ),
  given(
    'one of ten users fails once, and all probes',
    15,
    (minute) => (Math.floor(minute) === 8 ? { failed: 1 } : { good: 1 }),
    { '9m': [], '12m': [] },
    { probes: 600, probeStatus: '5xx' },
  ),
  given('probes fail, and users do not', 12, () => ({ good: 10 }), { '11m': [] }, { probes: 600, probeStatus: '5xx' }),
  given(
    'few users, all of whom fail, among many probes',
    15,
    () => ({ failed: 1 }),
    { '14m': [API, BURNS] },
    { probes: 600 },
  ),
  given('no requests at all', 15, () => ({}), { '14m': [] }),
];

import type { Scenario } from '../scenario.ts';
import { given } from './of-requests.ts';

const API = 'SlowRequests ai-agent-api';

export const LATENCY: readonly Scenario[] = [
  given('5.1 % take six seconds: P95 is above five', 12, () => ({ good: 569.4, slow: 30.6 }), { '11m': [API] }),
  given('4.9 % take six seconds: P95 is below', 12, () => ({ good: 570.6, slow: 29.4 }), { '11m': [] }),
  given(
    'two requests in three minutes, and each takes six seconds',
    16,
    (minute) => (Math.floor(minute) % 3 < 2 ? { slow: 1 } : {}),
    {
      '5m': [],
      '15m': [API],
    },
  ),
  given(
    'four requests in all, which take six seconds',
    20,
    (minute) => (minute >= 10 && minute < 14 ? { slow: 1 } : {}),
    {
      '13m': [],
      '15m': [],
      '17m': [],
    },
  ),
  given(
    'four requests in ten minutes, which take six seconds, and some half an hour ago that do not',
    40,
    (minute) => (minute < 10 ? { good: 1 } : minute >= 30 && minute < 34 ? { slow: 1 } : {}),
    {
      '35m': [],
      '37m': [],
    },
  ),
  given(
    'five requests in all, which take six seconds',
    20,
    (minute) => (minute >= 10 && minute < 15 ? { slow: 1 } : {}),
    {
      '17m30s': [API],
    },
  ),
  given('two slow requests among fifteen', 20, (minute) => (minute >= 10 && minute < 12 ? { slow: 1 } : { good: 1 }), {
    '13m': [],
    '15m': [],
  }),
  given(
    'three slow requests among fifteen',
    20,
    (minute) => (minute >= 10 && minute < 13 ? { slow: 1 } : { good: 1 }),
    {
      '15m30s': [API],
    },
  ),
  given(
    'one slow request in four minutes, among few',
    40,
    (minute) => (Math.floor(minute) % 5 === 0 ? { slow: 1 } : { good: 1 }),
    {
      '35m': [],
      '39m': [],
    },
  ),
  given('slow from the tenth minute on', 14, (minute) => (minute >= 10 ? { slow: 60 } : { good: 60 }), {
    '11m30s': [],
    '13m': [API],
  }),
  given(
    'slow for ten minutes, and it is over',
    30,
    (minute) => (minute >= 5 && minute < 15 ? { slow: 60, good: 60 } : { good: 120 }),
    {
      '14m': [API],
      '19m': [API],
      '20m30s': [],
    },
  ),
  given(
    'three minutes with more slow ones than the bound, in five with fewer',
    20,
    (minute) => (minute >= 10 && minute < 13 ? { slow: 42, good: 558 } : { good: 600 }),
    {
      '12m30s': [],
      '13m': [],
      '14m': [],
    },
  ),
  given('few users, all of whom wait, among many probes', 15, () => ({ slow: 1 }), { '14m': [API] }, { probes: 600 }),
];

import { DAYS, type Scenario } from '../scenario.ts';
import { ratiosElsewhere, volume } from '../surroundings.ts';
import { type Step, traffic } from '../traffic.ts';

const HOUR = 60;
/** No rule that looks at days asks for these. */
const NOT_ASKED = ['http_request_duration_seconds', 'up'];
const SLOWLY = 'ErrorBudgetBurnsSlowly ai-agent-api';

/** A request a second, of which a part fails. */
const part = (failing: number): Step => ({ good: 60 * (1 - failing), failed: 60 * failing });

const burning = (
  name: string,
  hours: number,
  aMinute: (minute: number) => Step,
  fires: Scenario['fires'],
): Scenario => ({
  name,
  series: [
    ...ratiosElsewhere(hours * HOUR, DAYS),
    ...traffic({ minutes: hours * HOUR, aMinute, without: NOT_ASKED }, DAYS),
  ],
  fires,
});

const filling = (
  name: string,
  hours: number,
  used: (minute: number) => number,
  fires: Scenario['fires'],
  namespace = 'production',
): Scenario => ({
  name,
  series: [
    ...volume(hours * HOUR, used, { namespace, pace: DAYS }),
    ...(namespace === 'production' ? [] : volume(hours * HOUR, () => 0.4, { pace: DAYS })),
  ],
  fires,
});

const CERTIFICATE = 'certmanager_certificate_expiration_timestamp_seconds{name="app", exported_namespace="production"}';
const certificate = (days: number, fires: Scenario['fires']): Scenario => ({
  name: `a certificate ends in ${days} days`,
  series: [{ series: CERTIFICATE, values: `${days * 86_400}x40` }],
  fires,
});

/** The objective is 99.5 %: the budget is 0.5 %. */
export const OVER_DAYS: readonly Scenario[] = [
  burning('1.6 % fail, all day: three times the budget', 26, () => part(0.016), { '25h': [SLOWLY] }),
  burning('one of ten thousand fails on the second day', 50, (minute) => part(minute < 1440 ? 0 : 0.0001), {
    '49h': [],
  }),
  burning('0.55 % fail, for three days', 80, () => part(0.0055), { '75h': [SLOWLY] }),
  burning('0.45 % fail, for three days', 80, () => part(0.0045), { '75h': [] }),
  burning('2 % fail for a day, and it is over', 40, (minute) => part(minute < 1440 ? 0.02 : 0), {
    '23h': [SLOWLY],
    '31h': [],
  }),
  burning('a fifth fails for an hour, after days without', 80, (minute) => part(minute >= 4680 ? 0.2 : 0), {
    '79h': [],
  }),
  burning(
    'nine of few fail within three days',
    80,
    (minute) => ({ good: 0.05, failed: minute % 450 === 0 && minute > 700 ? 1 / 30 : 0 }),
    {
      '79h': [],
    },
  ),
  burning(
    'twelve of few fail within three days',
    80,
    (minute) => ({ good: 0.05, failed: minute % 330 === 0 && minute > 700 ? 1 / 30 : 0 }),
    {
      '79h': [SLOWLY],
    },
  ),
  certificate(13, { '30m': [], '2h': ['CertificateExpires '] }),
  certificate(15, { '2h': [] }),
  filling('a volume fills up within four days', 12, (minute) => 0.62 + minute * 0.0001, { '11h': ['DiskFillsUp '] }),
  filling('a volume fills up, and not within four days', 12, (minute) => 0.62 + minute * 0.00004, { '11h': [] }),
  filling('a volume took a large file, and no more', 14, (minute) => (minute < 360 ? 0.5 : 0.75), {
    '8h': [],
    '11h': [],
    '13h': [],
  }),
  filling('a volume fills up fast, and is half empty', 12, (minute) => 0.3 + minute * 0.0003, { '11h': [] }),
  filling('a volume of another tier fills up', 12, (minute) => 0.62 + minute * 0.0001, { '11h': [] }, 'elsewhere'),
];

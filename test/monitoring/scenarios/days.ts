import { DAYS, type Scenario } from '../scenario.ts';
import { ratiosElsewhere, volume } from '../surroundings.ts';
import { type Step, type Traffic, traffic } from '../traffic.ts';

const HOUR = 60;
/** No rule that looks at days asks for these. */
const NOT_ASKED = ['http_request_duration_seconds', 'up'];
const SLOWLY = 'ErrorBudgetBurnsSlowly ai-agent-api';
const FILLS = 'DiskFillsUp ';

/** A request a second, of which a part fails. */
const part = (failing: number): Step => ({ good: 60 * (1 - failing), failed: 60 * failing });

/** Three requests an hour, all of which succeed. */
const few = (): Step => ({ good: 0.05 });
/** Two requests a second for days, and then something else for a day. */
const afterBusyDays =
  (then: Traffic['aMinute']): Traffic['aMinute'] =>
  (minute) =>
    minute < 50 * HOUR ? { good: 120 } : then(minute);
/** In the half hours that begin with these minutes one request fails, beside the others. */
const once =
  (at: readonly number[], others: Traffic['aMinute']): Traffic['aMinute'] =>
  (minute) => ({ ...others(minute), failed: at.includes(minute) ? 1 / 30 : 0 });
/** So many minutes before the last one, and so on. */
const every = (minutes: number, times: number, last: number): readonly number[] =>
  Array.from({ length: times }, (_, index) => last - index * minutes);

const burning = (
  name: string,
  hours: number,
  aMinute: (minute: number) => Step,
  fires: Scenario['fires'],
  more: Partial<Traffic> = {},
): Scenario => ({
  name,
  series: [
    ...ratiosElsewhere(hours * HOUR, DAYS),
    ...traffic({ minutes: hours * HOUR, aMinute, without: NOT_ASKED, ...more }, DAYS),
  ],
  fires,
});

const filling = (
  name: string,
  hours: number,
  used: (minute: number) => number,
  fires: Scenario['fires'],
  elsewhere?: Elsewhere,
): Scenario => ({
  name,
  series: [
    ...volume(hours * HOUR, used, { pace: DAYS }),
    ...(elsewhere === undefined
      ? []
      : volume(hours * HOUR, elsewhere.used, { namespace: 'elsewhere', pace: DAYS, size: elsewhere.size ?? 100_000 })),
  ],
  fires,
});

/** A volume of the same name in another tier. */
interface Elsewhere {
  readonly used: (minute: number) => number;
  readonly size?: number;
}
const NEARLY_FULL: Elsewhere = { used: () => 0.9 };

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
  burning(
    '1.2 % fail for a day, and 2 % by now',
    80,
    (minute) => part(minute < 55 * HOUR ? 0 : minute < 77 * HOUR ? 0.012 : 0.02),
    { '79h': [] },
  ),
  burning(
    '2.2 % fail for eighteen hours, hardly any for four, and 1.2 % by now',
    80,
    (minute) => part(minute < 55 * HOUR ? 0 : minute < 73 * HOUR ? 0.022 : minute < 77 * HOUR ? 0.001 : 0.012),
    { '79h': [] },
  ),
  burning('0.4 % fail for days, and 0.6 % by now', 80, (minute) => part(minute < 73 * HOUR ? 0.004 : 0.006), {
    '79h': [],
  }),
  burning('0.6 % fail for days, and 0.4 % by now', 80, (minute) => part(minute < 72 * HOUR ? 0.006 : 0.004), {
    '70h': [SLOWLY],
    '79h': [],
  }),
  burning('2 % fail for a day, and it is over', 40, (minute) => part(minute < 1440 ? 0.02 : 0), {
    '23h': [SLOWLY],
    '31h': [],
  }),
  burning('a fifth fails for an hour, after days without', 80, (minute) => part(minute >= 4680 ? 0.2 : 0), {
    '79h': [],
  }),
  burning(
    '1.6 % fail all day, after days with many more users',
    80,
    afterBusyDays(() => part(0.016)),
    {
      '79h': [SLOWLY],
    },
  ),
  burning(
    '1.8 % failed all day after such days, and it is over',
    80,
    afterBusyDays((minute) => part(minute < 77 * HOUR ? 0.018 : 0)),
    { '79h': [] },
  ),
  burning(
    'nine of few fail all day after such days, and all probes',
    80,
    once([600, 1200, 1800, ...every(150, 9, 4680)], afterBusyDays(few)),
    { '79h': [] },
    { probeStatus: '5xx' },
  ),
  burning('ten of few fail all day after such days', 80, once(every(150, 10, 4680), afterBusyDays(few)), {
    '79h': [SLOWLY],
  }),
  burning(
    'nine of few fail within three days, three before, and all probes',
    110,
    once([300, 600, 900, ...every(450, 9, 6480)], few),
    { '109h': [] },
    { probeStatus: '5xx' },
  ),
  burning('ten of few fail within three days', 80, once(every(450, 10, 4680), few), { '79h': [SLOWLY] }),
  certificate(13, { '30m': [], '2h': ['CertificateExpires '] }),
  certificate(15, { '2h': [] }),
  filling('a volume fills up within four days', 12, (minute) => 0.62 + minute * 0.0001, {
    '2h': [],
    '3h': [FILLS],
    '11h': [FILLS],
  }),
  filling('a volume fills up, and not within four days', 12, (minute) => 0.62 + minute * 0.00004, { '11h': [] }),
  filling('a volume fills up since seven hours', 30, (minute) => 0.62 + Math.max(0, minute - 22 * HOUR) * 0.0001, {
    '29h': [FILLS],
  }),
  filling('a volume grows fast since three hours', 12, (minute) => 0.7 + Math.max(0, minute - 8 * HOUR) * 0.00009, {
    '11h': [],
  }),
  filling('a volume took a large file, and no more', 14, (minute) => (minute < 360 ? 0.5 : 0.75), {
    '8h': [],
    '11h': [],
    '13h': [],
  }),
  filling('a volume fills up fast, and is half empty', 12, (minute) => 0.3 + minute * 0.0003, { '11h': [] }),
  filling(
    'a volume of another tier fills up',
    12,
    () => 0.4,
    { '11h': [] },
    {
      used: (minute) => 0.62 + minute * 0.0001,
    },
  ),
  filling(
    'a volume fills up, and a large one of another tier has room',
    12,
    (minute) => 0.62 + minute * 0.0001,
    { '11h': [FILLS] },
    { used: () => 0.9, size: 2_000_000 },
  ),
  filling(
    'a volume took a large file, and one of another tier is nearly full',
    12,
    (minute) => (minute < 360 ? 0.5 : 0.75),
    { '10h': [] },
    NEARLY_FULL,
  ),
  filling(
    'a volume fills up fast and is half empty, and one of another tier is nearly full',
    12,
    (minute) => 0.2 + minute * 0.0003,
    { '11h': [] },
    NEARLY_FULL,
  ),
];

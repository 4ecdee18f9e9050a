import { minutes, type Seconds } from '../../domain/seconds.ts';
import { aggregate, binary, both, type Expression } from './promql/expression.ts';
import { duration } from './promql/text.ts';
import { errorRatio, failed, ofService, within } from './requests.ts';
import { LOGS, WARNINGS, WORKLOADS } from './runbook-commands.ts';
import type { WatchedService } from './watched-service.ts';

const hours = (count: number): Seconds => minutes(60 * count);

/** A pace at which the budget of thirty days is burnt, seen over a long window and, so that it ends when the trouble ends, a short one.
 *  @see https://sre.google/workbook/alerting-on-slos/#6-multiwindow-multi-burn-rate-alerts */
export interface Pace {
  readonly factor: number;
  readonly long: Seconds;
  readonly short: Seconds;
  /** Failures in the long window below which nothing is said, however few requests there were. */
  readonly failures: number;
}

export const FAST: readonly Pace[] = [
  { factor: 14.4, long: hours(1), short: minutes(5), failures: 5 },
  { factor: 6, long: hours(6), short: minutes(30), failures: 5 },
];
export const SLOW: readonly Pace[] = [
  { factor: 3, long: hours(24), short: hours(2), failures: 10 },
  { factor: 1, long: hours(72), short: hours(6), failures: 10 },
];

/** What one looks at and does, whatever the pace. */
export const BURN_STEPS = {
  commands: [WORKLOADS, LOGS, WARNINGS],
  diagnosis: [
    'When did it begin? The panel "Error budget" shows each window.',
    'Which routes fail, and since which release?',
  ],
  mitigation: [
    'After a release: run the workflow `rollback` for the tier.',
    'Where the budget is gone, ship what mends it before anything else.',
  ],
  over: 'The short window of the panel "Error budget" is below its line; the alert ends with it, though the budget stays spent.',
} as const;

/** A rule that keeps a number under a name, since asking for three days at every evaluation costs. */
export interface Recording {
  readonly name: string;
  readonly expression: Expression;
}

const name = (window: Seconds): string => `job:request_errors:ratio_rate${duration(window)}`;

/** The ratio over every window that a pace looks at. */
export const recordings = (watched: WatchedService): readonly Recording[] =>
  [...new Set([...FAST, ...SLOW].flatMap(({ long, short }) => [short, long]))]
    .sort((one, other) => one - other)
    .map((window) => ({ name: name(window), expression: errorRatio(watched, window) }));

/** One of the paces is kept. */
export function burning(watched: WatchedService, paces: readonly Pace[]): Expression {
  const budget = 1 - watched.bounds.availability;
  return paces
    .map(({ factor, long, short, failures }) => {
      const limit = Number((factor * budget).toPrecision(12));
      return both(
        binary(recorded(watched, long), '>', limit),
        binary(recorded(watched, short), '>', limit),
        binary(within(failed(watched), long), '>=', failures),
      );
    })
    .reduce((left, right) => binary(left, 'or', right));
}

/** Without its labels, as the number of failures is. */
const recorded = (watched: WatchedService, window: Seconds): Expression =>
  aggregate('max', { kind: 'series', metric: name(window), labels: ofService(watched) });

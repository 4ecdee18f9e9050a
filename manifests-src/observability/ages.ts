import { GAUGE_JOB, type GaugeMetric } from '../../domain/restore-drill/gauge.ts';
import { minutes, type Seconds } from '../../domain/seconds.ts';
import type { Tier } from '../../domain/tier.ts';
import type { TierAlert } from './alert.ts';
import { aggregate, binary, call, type Expression, over } from './promql/expression.ts';
import { clusterSeries } from './promql/metrics.ts';

const HOUR = 60 * 60;
const days = (count: number): Seconds => minutes(24 * 60 * count);

/** A backup may be 36 hours old, and it is looked at twice a day, eighteen hours apart at most. A drill is good once a day: this is two
 *  that were missed, and six hours. */
export const OLDEST = 54 * HOUR;

/** What is told twice a day is no point of the last five minutes, which is all that a plain question sees: it would never fire. */
export const UNTOLD = days(7);
/** Until its absence is noticed, what is no longer told is old: the window is longer by more than that takes. */
const KEPT = days(9);
/** A delivery that was set up today has its first drill in the night. */
export const FIRST = minutes(30 * 60);

/** Seconds since that moment, of each database of a tier. */
export const ageOf = (metric: GaugeMetric, { namespace }: Pick<Tier, 'namespace'>): Expression =>
  binary(
    call('time'),
    '-',
    aggregate('max', call('last_over_time', over(clusterSeries(metric, { namespace, job: GAUGE_JOB }), KEPT)), [
      'database',
    ]),
  );

/** The condition of each tier that keeps data, with what is said of one of its databases. */
export const tooOld =
  (metric: GaugeMetric, summary: (tier: Tier) => string): TierAlert['of'] =>
  ({ tier, databases }) =>
    databases.length === 0
      ? undefined
      : { expression: binary(ageOf(metric, tier), '>', OLDEST), lasts: minutes(60), summary: summary(tier) };

/** Whether nobody has told it of a database for days. */
export const untold = (metric: GaugeMetric, { namespace }: Pick<Tier, 'namespace'>, database: string): Expression =>
  call('absent_over_time', over(clusterSeries(metric, { namespace, job: GAUGE_JOB, database }), UNTOLD));

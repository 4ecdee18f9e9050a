import { DRILL_ENVIRONMENT } from './drilled.ts';

/** Moments that are told of a database: when its newest backup was made, and when a drill has last been good. They are moments and no
 *  ages: an age that nobody tells any more stays as it was, and a moment grows old by itself. */
export const GAUGES = {
  backup: 'sluice_backup_timestamp_seconds',
  drill: 'sluice_restore_drill_timestamp_seconds',
} as const;
export type GaugeMetric = (typeof GAUGES)[keyof typeof GAUGES];

/** By whom they are told, as their label `job` says. */
export const GAUGE_JOB = DRILL_ENVIRONMENT;

/** Among the metrics of whom a gauge is found: those of a namespace of a cluster. */
export interface GaugePlace {
  readonly location: string;
  readonly cluster: string;
  readonly namespace: string;
}

export interface Gauge {
  readonly metric: GaugeMetric;
  readonly database: string;
  readonly place: GaugePlace;
  /** Seconds since 1970. */
  readonly seconds: number;
}

/** What is known of a database, in milliseconds since 1970; `undefined` for what nobody knows. */
export interface KnownMoments {
  readonly database: string;
  readonly backup: number | undefined;
  readonly drill: number | undefined;
}

/** What is told of databases, in every place where they are watched. What nobody knows is not told: its absence is noticed. */
export const gaugesOf = (
  known: readonly KnownMoments[],
  places: ReadonlyMap<string, readonly GaugePlace[]>,
): readonly Gauge[] =>
  known.flatMap(({ database, backup, drill }) =>
    (places.get(database) ?? []).flatMap((place) =>
      (
        [
          [GAUGES.backup, backup],
          [GAUGES.drill, drill],
        ] as const
      ).flatMap(([metric, moment]) =>
        moment === undefined ? [] : [{ metric, database, place, seconds: Math.floor(moment / 1000) }],
      ),
    ),
  );

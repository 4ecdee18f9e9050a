/** What Cloud Logging keeps of what containers write, and how many errors in it are too many. Where Google's collectors are not used nobody says
 *  that the pods' lines reach Cloud Logging at all, and there is nothing of this. */
export interface Logs {
  /** Days that the project keeps lines. One that keeps them longer is left so. */
  readonly days: number;
  /** What is dropped, by the name of a tier: lines below this severity, but for those that have none. They are counted before they are dropped. */
  readonly drop: Readonly<Record<string, LineSeverity>>;
  /** Lines of errors of one service within ten minutes, more of which are told. */
  readonly errors: number;
  /** Whom Cloud Monitoring tells: the numbers of its notification channels. */
  readonly channels: readonly string[];
}

/** As Cloud Logging has them, from the least. What is below `ERROR` is the most that is dropped: what is told must be found.
 *  @see https://docs.cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry#LogSeverity */
export const LINE_SEVERITIES = ['INFO', 'NOTICE', 'WARNING', 'ERROR'] as const;
export type LineSeverity = (typeof LINE_SEVERITIES)[number];

export const logs = (given: Pick<Logs, 'channels'> & Partial<Logs>): Logs => ({
  days: 30,
  drop: {},
  errors: 20,
  ...given,
});

/** The metric that counts lines of errors, as Cloud Logging is told, and as PromQL has it.
 *  @see https://docs.cloud.google.com/monitoring/promql/promql-mapping */
export const LOG_ERRORS = {
  name: 'sluice_log_errors',
  series: 'logging_googleapis_com:user_sluice_log_errors',
} as const;

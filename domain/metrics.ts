/** Where a service tells its numbers, apart from what it serves. */
export interface Metrics {
  /** Another one than the main port. */
  readonly port: number;
  readonly path: string;
}

/** The port that a service has for its numbers alone; `undefined` where it has none. */
export const metricsPort = (metrics: Metrics | string | undefined): number | undefined =>
  typeof metrics === 'object' ? metrics.port : undefined;

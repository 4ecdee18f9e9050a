/** Where a service tells its numbers, apart from what it serves. */
export interface Metrics {
  /** Another one than the main port. */
  readonly port: number;
  readonly path: string;
}

/** The port that a service has for its numbers alone; `undefined` where it has none. */
export const metricsPort = (metrics: Metrics | string | undefined): number | undefined =>
  typeof metrics === 'object' ? metrics.port : undefined;

/** The path that they are told at; '' where a service has none. */
export const metricsPathOf = ({ metrics }: { readonly metrics: Metrics | string | undefined }): string =>
  typeof metrics === 'object' ? metrics.path : (metrics ?? '');

/** The name of the container port that they are told at. */
export const metricsPortName = (metrics: Metrics | string | undefined): 'http' | 'metrics' =>
  metricsPort(metrics) === undefined ? 'http' : 'metrics';

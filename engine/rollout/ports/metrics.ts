import type { MeasuredSide } from '../../../domain/query-template.ts';

/** One reading of a measure where lower is better: a share of errors, a latency. */
export interface MetricReading {
  /** NaN where there is none: nothing was counted, or nothing could be divided by. */
  readonly value: number;
  /** Requests it was made of. */
  readonly samples: number;
}

/** Where readings come from. Any rejection is an error of the source and says nothing about the release; a
 *  {@link MetricRefused} will be the same next time. */
export interface Metrics {
  /** Ends soon after the signal aborts. */
  read(side: MeasuredSide, signal: AbortSignal): Promise<MetricReading>;
}

/** The source understood and said no, or its answer is nothing that could be compared: somebody has to change something. */
export class MetricRefused extends Error {
  override readonly name = 'MetricRefused';
}

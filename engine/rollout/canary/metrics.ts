import type { MeasuredSide } from '../../../domain/query-template.ts';
import type { Reading } from './comparison.ts';

/** Where readings come from. Any rejection is an error of the source and says nothing about the release; a
 *  {@link MetricRefused} will be the same next time. */
export interface Metrics {
  /** Ends soon after the signal aborts. */
  read(side: MeasuredSide, signal: AbortSignal): Promise<Reading>;
}

/** The source understood and said no, or its answer is nothing that could be compared: somebody has to change something. */
export class MetricRefused extends Error {
  override readonly name = 'MetricRefused';
}

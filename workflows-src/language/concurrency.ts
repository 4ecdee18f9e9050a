import type { In, Place } from './context.ts';
import type { Expression } from './expression.ts';
import type { Value } from './template.ts';

/** Jobs of one group run one after the other, across all runs of the repository.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#concurrency */
export interface Concurrency<P extends Place> {
  readonly group: Value<In<P>>;
  readonly cancelInProgress: boolean | Expression<boolean, In<P>>;
  /** `max`: every waiting job keeps its place. Without it a newer one throws out the one that waits. */
  readonly queue?: 'max' | 'single';
}

/** The group of everything that writes to one service of one tier: one at a time, in order, and never cut off half way. */
export const tierGroup = (tier: string, service: string): Concurrency<'job concurrency'> => ({
  group: `deploy/${tier}/${service}`,
  cancelInProgress: false,
  queue: 'max',
});

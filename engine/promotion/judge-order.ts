import { isNewer, type Run } from '../../domain/run-order.ts';
import type { PromotionRefusal } from './codes.ts';

/** What runs in the tier, as far as order goes. */
export type Live =
  /** Nothing, or nothing that a release was rolled out of. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'same' }
  /** The run that proved it, or brought it there where no evidence of it is left. */
  | { readonly kind: 'other'; readonly run: Run }
  | { readonly kind: 'unknown' };

/** Nothing older than what runs goes up: of two releases the one is older that was proven by the older run. To go back on purpose there
 *  is the rollback, which everybody can tell from a promotion. @param run that proved what is to be promoted */
export function judgeOrder(service: string, run: Run, live: Live): PromotionRefusal | undefined {
  switch (live.kind) {
    case 'nothing':
    case 'same':
      return undefined;
    case 'unknown':
      return {
        code: 'order-unknown',
        sentence: `Nobody can tell when the release of ${service} was made that runs now, so nothing is newer for sure. Look at its annotations.`,
      };
    case 'other':
      return isNewer(live.run, run) ? older(service, `run ${run.id}`, `run ${live.run.id}`) : undefined;
  }
}

export const older = (service: string, of: string, than: string): PromotionRefusal => ({
  code: 'older-than-live',
  sentence: `What of ${service} is of ${of} is older than what runs now, which is of ${than}. To go back, start the workflow "Roll back".`,
});

import { type Expression, expression } from './expression.ts';

/** How a job or step ended.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#needs-context */
export type Result = 'success' | 'failure' | 'cancelled' | 'skipped';

const status = (code: string): Expression<boolean, 'status'> => expression(code, { uses: ['status'] });

/** True whatever happened, cancellation included. A condition that has none of these functions is `success() && (…)`, and
 *  `success()` looks at all ancestors: one that was skipped skips every descendant.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#status-check-functions */
export const always = (): Expression<boolean, 'status'> => status('always()');
/** True when the run was cancelled; false when a job merely timed out, although its result is `cancelled`. */
export const cancelled = (): Expression<boolean, 'status'> => status('cancelled()');
/** True while every step before has succeeded, of a job while every job that it waits for has. */
export const success = (): Expression<boolean, 'status'> => status('success()');
/** True when a step before, or a job that it waits for, has failed. */
export const failure = (): Expression<boolean, 'status'> => status('failure()');

import { isNewer, type Run } from '../run-order.ts';
import type { Evidence } from './statement.ts';

/** The statement that counts of several about one release in one tier: what the newest run says, and of that its latest attempt. A
 *  run that said two things at once is believed the bad one. */
export const weighEvidence = (all: readonly Evidence[]): Evidence | undefined =>
  all.reduce<Evidence | undefined>(
    (best, each) => (best === undefined || outweighs(each, best) ? each : best),
    undefined,
  );

function outweighs(a: Evidence, b: Evidence): boolean {
  if (!isSame(a.run, b.run)) return isNewer(a.run, b.run);
  return a.run.attempt === b.run.attempt ? a.said !== 'complete' : a.run.attempt > b.run.attempt;
}

const isSame = (a: Run, b: Run): boolean => a.id === b.id;

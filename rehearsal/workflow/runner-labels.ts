import type { StepsJob } from './definition.ts';
import { evaluateToken, type Scope } from './expression.ts';
import { NotRehearsed } from './problems.ts';
import { labelRefusals, labelsToken, type OwnRunners } from './refusals/runner-labels.ts';
import { evaluating } from './typed-value.ts';

/** Refuses a job whose labels turn out to want another machine than this one.
 *  @throws {NotRehearsed} */
export function checkRunner({ id, runsOn }: StepsJob, scope: Scope, own: OwnRunners = new Set()): void {
  if (runsOn === undefined) return;
  const labels = evaluating('runs-on', id, () => evaluateToken(labelsToken(runsOn), scope));
  const refusals = labelRefusals(labels, runsOn, own);
  if (refusals.length > 0) throw new NotRehearsed(refusals);
}

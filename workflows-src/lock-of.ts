import type { Lock } from '../catalogue/lock.ts';
import type { Delivery } from '../domain/delivery.ts';
import { lockProblems } from '../domain/locked-action.ts';
import { InvalidInput } from '../domain/problem.ts';
import { repinned } from './language/repin.ts';
import type { Workflow } from './language/workflow.ts';

/** What the delivery locks itself, over the catalogue.
 *  @throws {InvalidInput} for entries of the catalogue that somebody changed by hand; those of the delivery are its own rules' */
export function lockOf({ lock: own }: Delivery, catalogue: Lock): Lock {
  const problems = lockProblems(catalogue, 'actions');
  if (problems.length > 0) throw new InvalidInput('The catalogue of actions', problems);
  return own === undefined ? catalogue : { ...catalogue, actions: { ...catalogue.actions, ...own.actions } };
}

/** Workflows at the commits of a lock; those of the catalogue are there already. */
export const atLock = (made: readonly Workflow[], { lock: own }: Delivery, lock: Lock): readonly Workflow[] =>
  own === undefined ? made : made.map((each) => repinned(each, lock));

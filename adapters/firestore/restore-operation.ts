import type { Restoring } from '../../domain/restore-drill/observed.ts';
import { field, text } from '../github/narrow.ts';

/** What the operations of a database tell of the restore into it: the newest one counts.
 *  @see https://cloud.google.com/firestore/docs/reference/rest/v1/projects.databases.operations */
export function restoringOf(operations: readonly unknown[]): Restoring | undefined {
  const [newest] = operations
    .filter((each) => text(field(each, 'metadata'), '@type')?.endsWith('.RestoreDatabaseMetadata'))
    .sort((one, other) => startOf(other) - startOf(one));
  if (newest === undefined) return undefined;
  const state = text(field(newest, 'metadata'), 'operationState') ?? '';
  const error = field(newest, 'error');
  if (error !== undefined || /FAILED|CANCELL/.test(state))
    return { state: 'failed', says: text(error, 'message') ?? `its operation is ${state}.` };
  return field(newest, 'done') === true ? { state: 'done' } : { state: 'running', startedAt: startOf(newest) };
}

/** One that does not say when it started did so long ago. */
const startOf = (operation: unknown): number => Date.parse(text(field(operation, 'metadata'), 'startTime') ?? '') || 0;

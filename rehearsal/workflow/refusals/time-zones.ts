import type { WorkflowDefinition } from '../definition.ts';
import { NotRehearsed, type Refusal } from '../problems.ts';
import { schedulesOf } from '../schedule.ts';

/** Time zones that no table knows: what GitHub says of such a file, whatever the event is, is not known. */
export function timeZoneRefusals({ on }: Pick<WorkflowDefinition, 'on'>): readonly Refusal[] {
  try {
    schedulesOf(on);
    return [];
  } catch (error) {
    if (error instanceof NotRehearsed) return error.refusals;
    throw error;
  }
}

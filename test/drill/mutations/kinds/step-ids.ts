import { removeLines } from '../edit.ts';
import type { Kind } from '../mutation.ts';
import { ofSteps } from '../parts.ts';

/** Each step loses its id: what asks for its outputs by name finds nothing. */
export const stepIds: Kind = (workflow) =>
  ofSteps(workflow, 'id').map((id) => ({
    path: id.path,
    line: id.line,
    how: 'removed',
    what: 'no other step or output can name the step',
    edits: [removeLines(workflow.text, id)],
  }));

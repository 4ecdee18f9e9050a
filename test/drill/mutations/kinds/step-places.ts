import { removeLines } from '../edit.ts';
import type { Kind } from '../mutation.ts';
import { ofSteps } from '../parts.ts';

/** Each step that works in a folder works at the root instead. */
export const stepPlaces: Kind = (workflow) =>
  ofSteps(workflow, 'working-directory').map((folder) => ({
    path: folder.path,
    line: folder.line,
    how: 'removed',
    what: 'the step runs at the root of the repository',
    edits: [removeLines(workflow.text, folder)],
  }));

import { removeChild } from '../edit.ts';
import type { Kind } from '../mutation.ts';
import { ofJobs } from '../parts.ts';
import { itemsOf } from '../source-tree.ts';

/** Each need is removed: the job neither waits for it nor sees what it says. */
export const needs: Kind = (workflow) =>
  ofJobs(workflow, 'needs').flatMap((list) =>
    itemsOf(list.value).map((need) => ({
      path: need.path,
      line: need.line,
      how: 'removed',
      what: `nothing waits for ${need.path.split('.').at(-1)}`,
      edits: [removeChild(workflow.text, list, need)],
    })),
  );

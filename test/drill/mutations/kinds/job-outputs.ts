import { removeChild, replaceValue } from '../edit.ts';
import type { Kind } from '../mutation.ts';
import { ofJobs } from '../parts.ts';
import { entriesOf } from '../source-tree.ts';

/** Each output of a job is removed, and says something else. */
export const jobOutputs: Kind = (workflow) =>
  ofJobs(workflow, 'outputs').flatMap((outputs) =>
    entriesOf(outputs.value).flatMap((output) => {
      const place = { path: output.path, line: output.line };
      return [
        {
          ...place,
          how: 'removed',
          what: `the job does not say its "${output.key}"`,
          edits: [removeChild(workflow.text, outputs, output)],
        },
        {
          ...place,
          how: 'bent',
          what: `the job says something else as its "${output.key}"`,
          edits: [replaceValue(workflow.text, output.value, 'bent')],
        },
      ];
    }),
  );

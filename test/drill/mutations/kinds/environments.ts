import { removeLines, replaceValue } from '../edit.ts';
import type { Change, Kind } from '../mutation.ts';
import { ofJobs } from '../parts.ts';
import { type Entry, entryOf } from '../source-tree.ts';

/** Each environment is removed and renamed, and GitHub is made to record a deployment of its own. */
export const environments: Kind = (workflow) =>
  ofJobs(workflow, 'environment').flatMap((block) => [
    {
      path: block.path,
      line: block.line,
      how: 'removed',
      what: 'the job is in no environment',
      edits: [removeLines(workflow.text, block)],
    },
    ...renamed(workflow.text, entryOf(block.value, 'name')),
    ...recorded(workflow.text, entryOf(block.value, 'deployment')),
  ]);

const renamed = (text: string, name: Entry | undefined): Change[] =>
  name?.value.kind !== 'scalar'
    ? []
    : [
        {
          path: name.path,
          line: name.line,
          how: 'other',
          what: 'the job is in an environment that nobody has set up',
          edits: [replaceValue(text, name.value, `${name.value.text}-other`)],
        },
      ];

const recorded = (text: string, deployment: Entry | undefined): Change[] =>
  deployment === undefined
    ? []
    : [
        {
          path: deployment.path,
          line: deployment.line,
          how: 'true',
          what: 'GitHub records a deployment of its own beside ours',
          edits: [replaceValue(text, deployment.value, 'true')],
        },
      ];

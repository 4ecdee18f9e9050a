import { replaceValue } from '../edit.ts';
import type { Change, Kind } from '../mutation.ts';
import { ofJobs } from '../parts.ts';

const OTHERS = ['./.github/workflows/test.yml', './.github/workflows/build.yml'];

/** Each job that calls a workflow calls another one. */
export const calledWorkflows: Kind = (workflow) =>
  ofJobs(workflow, 'uses').flatMap(({ path, line, value }): Change[] => {
    const own = value.kind === 'scalar' ? value.text : '';
    const other = OTHERS.find((one) => one !== own);
    if (other === undefined) return [];
    return [
      { path, line, how: 'other', what: `${other} is called`, edits: [replaceValue(workflow.text, value, other)] },
    ];
  });

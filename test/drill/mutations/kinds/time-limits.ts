import { removeLines, replaceValue } from '../edit.ts';
import type { Kind } from '../mutation.ts';
import { ofJobs } from '../parts.ts';

/** Each time limit is removed, far too short, and far too long. */
export const timeLimits: Kind = (workflow) =>
  ofJobs(workflow, 'timeout-minutes').flatMap((limit) => {
    const place = { path: limit.path, line: limit.line };
    const minutes = (wanted: string) => ({
      ...place,
      how: wanted,
      what: `the job may take ${wanted === '1' ? 'a minute' : `${wanted} minutes`}`,
      edits: [replaceValue(workflow.text, limit.value, wanted)],
    });
    const gone = { ...place, how: 'removed', what: 'the job has no time limit of its own' };
    return [{ ...gone, edits: [removeLines(workflow.text, limit)] }, minutes('1'), minutes('1000')];
  });

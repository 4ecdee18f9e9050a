import { bent, saysItself } from '../bent.ts';
import { removeChild, replaceValue } from '../edit.ts';
import type { Change, Kind } from '../mutation.ts';
import { ofJobs, ofSteps } from '../parts.ts';
import { entriesOf } from '../source-tree.ts';

/** Each input that a step gives to an action, or a job to the workflow that it calls, is bent; texts are removed, too. A flag or a
 *  number without which the action does the same would be no change, and the other one is what bending makes of it. */
export const stepInputs: Kind = (workflow) =>
  [...ofJobs(workflow, 'with'), ...ofSteps(workflow, 'with')].flatMap((inputs) =>
    entriesOf(inputs.value).flatMap((input): Change[] => {
      const place = { path: input.path, line: input.line };
      const other = bent(input.value);
      const edits = [replaceValue(workflow.text, input.value, other)];
      const changed = { ...place, how: 'bent', what: `"${input.key}" is ${other}`, edits };
      if (saysItself(input.value)) return [changed];
      const gone = [removeChild(workflow.text, inputs, input)];
      return [{ ...place, how: 'removed', what: `"${input.key}" is not given`, edits: gone }, changed];
    }),
  );

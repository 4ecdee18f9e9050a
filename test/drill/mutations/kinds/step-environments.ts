import { bent } from '../bent.ts';
import { replaceValue } from '../edit.ts';
import type { Kind } from '../mutation.ts';
import { ofSteps } from '../parts.ts';
import { entriesOf } from '../source-tree.ts';

/** Each variable of a step holds something else. */
export const stepEnvironments: Kind = (workflow) =>
  ofSteps(workflow, 'env').flatMap((variables) =>
    entriesOf(variables.value).map((variable) => {
      const other = bent(variable.value);
      return {
        path: variable.path,
        line: variable.line,
        how: 'bent',
        what: `${variable.key} is ${other}`,
        edits: [replaceValue(workflow.text, variable.value, other)],
      };
    }),
  );

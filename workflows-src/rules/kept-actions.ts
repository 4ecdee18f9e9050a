import { argumentProblems } from './kept-interfaces.ts';
import { type Rule, stepField, stepsIn } from './rule.ts';

/** An action gets every input that it requires, and none that it does not know: it would ignore one that is misspelt. */
export const keptActions: Rule = (workflow) =>
  stepsIn(workflow).flatMap(({ job, step }) =>
    step.kind === 'run'
      ? []
      : argumentProblems(`${stepField(workflow, job, step)}.with`, step.with, step.declared, 'The action'),
  );

import { remembered } from '../language/remembered.ts';
import type { UsesStep } from '../language/step.ts';
import { argumentProblems } from './kept-interfaces.ts';
import { type Rule, stepField, stepsIn } from './rule.ts';

/** An action gets every input that it requires, and none that it does not know: it would ignore one that is misspelt. */
export const keptActions: Rule = (workflow) =>
  stepsIn(workflow).flatMap(({ job, step }) =>
    step.kind === 'run' || step.declared === undefined || isKept(step.with, step.declared)
      ? []
      : argumentProblems(`${stepField(workflow, job, step)}.with`, step.with, step.declared, 'The action'),
  );

type Declared = NonNullable<UsesStep['declared']>;

/** Asked once for each action: there are many steps, and few actions. */
const requiredOf = remembered((declared: Declared): readonly string[] =>
  Object.keys(declared).filter((name) => declared[name]?.required),
);

const isKept = (given: UsesStep['with'], declared: Declared): boolean =>
  Object.keys(given).every((name) => Object.hasOwn(declared, name)) &&
  requiredOf(declared).every((name) => given[name] !== undefined);

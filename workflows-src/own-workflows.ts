import { InvalidInput, type Problem } from '../domain/problem.ts';
import type { OwnWorkflows } from './language/besides.ts';
import type { Workflow } from './language/workflow.ts';
import { formProblems } from './rules/right-forms.ts';

/** What a repository has, besides the workflows of its delivery or made of them. Nothing else looks at it before it is known to be workflows.
 *  @throws {InvalidInput} for what is no list of them */
export function ownWorkflows(own: OwnWorkflows | undefined, made: readonly Workflow[]): readonly Workflow[] {
  const given: readonly Workflow[] = typeof own === 'function' ? own(made) : (own ?? []);
  const problems = Array.isArray(given) ? given.flatMap(formProblems) : [noList(given)];
  if (problems.length > 0) throw new InvalidInput('The workflows', problems);
  return given;
}

const noList = (given: unknown): Problem => ({
  field: 'workflows',
  value: given instanceof Promise ? 'a promise' : given === null ? null : given === undefined ? undefined : 'no list',
  message:
    given instanceof Promise
      ? 'Wanted a list of workflows at once: await what is needed in the config, above it.'
      : 'Wanted a list of workflows: [workflow({ … })].',
});

import { GITHUB_LIMITS } from '../../catalogue/github-limits.ts';
import type { Problem } from '../../domain/problem.ts';
import { namedServices } from '../language/container.ts';
import type { Step } from '../language/step.ts';
import { jobField, type Rule, stepField, stepsIn, stepsJobs } from './rule.ts';

const ID = /^(?!__)[A-Za-z_][A-Za-z0-9_-]*$/;
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;
const LONGEST = GITHUB_LIMITS['job-id-length'].value;

/** Every job of a workflow and every step of a job has an id of its own, and one that GitHub accepts. Ids are made of names, so two
 *  equal names show here; case does not tell them apart. Names of inputs, outputs, secrets and variables must be fit for expressions in
 *  the same way.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_id */
export const ownNames: Rule = (workflow) => [
  ...idProblems(
    () => `${workflow.path} > jobs`,
    workflow.jobs.map(({ handle }) => handle.id),
  ),
  ...stepsJobs(workflow).flatMap((job) => [
    ...idProblems(() => `${jobField(workflow, job)}.steps`, idsOf(job.steps)),
    ...idProblems(() => `${jobField(workflow, job)}.outputs`, Object.keys(job.exports)),
  ]),
  ...variableProblems(() => `${workflow.path} > env`, Object.keys(workflow.env ?? {})),
  ...stepsJobs(workflow).flatMap((job) => [
    ...variableProblems(() => `${jobField(workflow, job)}.env`, Object.keys(job.env ?? {})),
    ...idProblems(() => `${jobField(workflow, job)}.services`, Object.keys(namedServices(job.services))),
    ...idProblems(() => `${jobField(workflow, job)}.strategy.matrix`, Object.keys(job.matrix?.values ?? {})),
  ]),
  ...stepsIn(workflow).flatMap(({ job, step }) => {
    const [variables, outputs] = [Object.keys(step.env), Object.keys(step.outputs)];
    // Nearly all are right, and there are very many.
    if (areVariables(variables) && areIds(outputs)) return NONE;
    const field = stepField(workflow, job, step);
    return [...variableProblems(() => `${field}.env`, variables), ...idProblems(() => `${field}.outputs`, outputs)];
  }),
  ...idProblems(
    () => `${workflow.path} > inputs`,
    Object.keys((workflow.call?.inputs ?? workflow.dispatch)?.definitions ?? {}),
  ),
  ...idProblems(() => `${workflow.path} > outputs`, Object.keys(workflow.call?.outputs ?? {})),
  ...idProblems(() => `${workflow.path} > secrets`, Object.keys(workflow.call?.secrets ?? {})),
];

/** Of everything that has one: a group of steps has none. */
const idsOf = (steps: readonly Step[]): readonly string[] =>
  steps.flatMap((step) => (step.kind === 'parallel' ? step.steps.map(({ handle }) => handle.id) : [step.handle.id]));

const idProblems = (named: () => string, ids: readonly string[]): readonly Problem[] => {
  if (areIds(ids)) return NONE;
  const field = named();
  return [
    ...alike(field, ids, 'Two of them have this id: give one another name.'),
    ...ids
      .filter((id) => !isId(id))
      .map((id) => ({
        field,
        value: id,
        message: `GitHub wants letters, digits, "-" and "_", at most ${LONGEST}, no digit first, and keeps "__" for itself.`,
      })),
  ];
};

const variableProblems = (named: () => string, names: readonly string[]): readonly Problem[] => {
  if (areVariables(names)) return NONE;
  const field = named();
  return [
    ...alike(field, names, 'GitHub does not tell names of variables apart by their case: give one another name.'),
    ...names
      .filter((name) => !isVariable(name))
      .map((name) => ({
        field,
        value: name,
        message: 'A variable has letters, digits and "_" in its name, and no digit first.',
      })),
  ];
};

const NONE: readonly Problem[] = [];
const isId = (id: string): boolean => ID.test(id) && id.length <= LONGEST;
const isVariable = (name: string): boolean => VARIABLE.test(name);
const areIds = (ids: readonly string[]): boolean => ids.every(isId) && areApart(ids);
const areVariables = (names: readonly string[]): boolean => names.every(isVariable) && areApart(names);

const FEW = 8;

/** Without a list of what was seen: most are few. */
function areApart(names: readonly string[]): boolean {
  if (names.length > FEW) return new Set(names.map((name) => name.toLowerCase())).size === names.length;
  for (let index = 1; index < names.length; index++)
    for (let before = 0; before < index; before++) if (isSame(names[index] ?? '', names[before] ?? '')) return false;
  return true;
}

const isSame = (one: string, other: string): boolean =>
  one.length === other.length && one.toLowerCase() === other.toLowerCase();

function alike(field: string, names: readonly string[], message: string): readonly Problem[] {
  const seen = new Set<string>();
  return names.flatMap((name) => {
    const known = seen.has(name.toLowerCase());
    seen.add(name.toLowerCase());
    return known ? [{ field, value: name, message }] : [];
  });
}

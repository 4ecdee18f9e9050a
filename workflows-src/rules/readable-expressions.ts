import { GITHUB_CONTEXTS } from '../../catalogue/github-schema.ts';
import type { Problem } from '../../domain/problem.ts';
import { workingSteps } from '../language/background.ts';
import { PLACES, type Place } from '../language/context.ts';
import type { Expression, Scalar, Structure } from '../language/expression.ts';
import { type Asked, readCode } from '../language/expression-code.ts';
import type { Job, StepsJob } from '../language/job.ts';
import {
  distinctExpressions,
  expressionsOfJob,
  expressionsOfWorkflow,
  needsOf,
  type Placed,
} from '../language/needs.ts';
import { remembered, rememberedText } from '../language/remembered.ts';
import { isStrangers } from '../language/stranger.ts';
import { expressionsIn } from '../language/template.ts';
import type { Workflow } from '../language/workflow.ts';
import type { Rule } from './rule.ts';

const CONTEXTS: readonly string[] = 'github inputs vars needs runner job env secrets steps matrix strategy jobs'.split(
  ' ',
);
const STATUS: readonly string[] = ['always', 'cancelled', 'failure', 'success'];

const PROPERTIES: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(GITHUB_CONTEXTS).map(([context, names]) => [
    context,
    new Set(names.map((name) => name.toLowerCase())),
  ]),
);

/** Code says what it asks for, whatever is claimed of it: it can be read, and every context in it exists where it stands, with jobs that are
 *  waited for, and with steps above it. Text of strangers goes nowhere but into a variable, by no detour either. */
export const readableExpressions: Rule = (workflow) => [
  ...(distinctExpressions(workflow).every((each) => placeProblems(workflow, each).length === 0)
    ? NONE
    : expressionsOfWorkflow(workflow).flatMap((each) => placeProblems(workflow, each))),
  ...workflow.jobs.flatMap((job) => reachProblems(workflow, job)),
];

type Code = Expression<Scalar | Structure>;

const NONE: readonly Problem[] = [];

/** The same code stands in many places: what it asks for, and where that was right whatever is claimed of it. */
const read = rememberedText(20_000, (code) => ({ asked: readCode(code), right: new Set<Place>() }));
const askedBy = ({ code }: Code): Asked | string => read(code).asked;

function placeProblems(workflow: Workflow, placed: Placed): readonly Problem[] {
  const { place, expression } = placed;
  const { right } = read(expression.code);
  if (right.has(place)) return NONE;
  const problems = problemsAt(workflow, placed);
  const offered: readonly string[] = PLACES[place];
  // A claim that the place does not offer is one of this value alone: another of the same code may not make it.
  if (problems.length === 0 && expression.uses.every((use) => offered.includes(use))) right.add(place);
  return problems;
}

function problemsAt(workflow: Workflow, { place, at, expression }: Placed): readonly Problem[] {
  const problem = (message: string): Problem => ({
    field: `${workflow.path} > ${at}`,
    value: expression.code,
    message,
  });
  const found = askedBy(expression);
  if (typeof found === 'string') return [problem(`This is no expression: ${found}.`)];
  const offered: readonly string[] = PLACES[place];
  const claimed = (use: string): boolean => (expression.uses as readonly string[]).includes(use);
  return [
    ...found.paths.flatMap(([context = '', ...rest]) => {
      if (!CONTEXTS.includes(context)) return [problem(`GitHub has no context "${context}".`)];
      const properties = PROPERTIES.get(context);
      const [property = '*'] = rest;
      if (properties !== undefined && property !== '*' && !properties.has(property.toLowerCase()))
        return [problem(`GitHub has no ${context}.${property}: it is empty.`)];
      if (!offered.includes(context) && !claimed(context)) return [problem(`"${context}" does not exist here.`)];
      return isStrangers([context, ...rest]) && !offered.includes('tainted') && !claimed('tainted')
        ? [problem('Somebody without rights can choose this text: hand it to a step in env, nowhere else.')]
        : [];
    }),
    ...(found.functions.includes('hashfiles') && !offered.includes('files') && !claimed('files')
      ? [problem('Files are there for steps alone.')]
      : []),
    ...(found.functions.some((name) => STATUS.includes(name)) && !offered.includes('status') && !claimed('status')
      ? [problem('How jobs ended is asked in `if` alone.')]
      : []),
  ];
}

const pathsOf = (expression: Code): readonly (readonly string[])[] => {
  const found = askedBy(expression);
  return typeof found === 'string' ? [] : found.paths;
};

/** Jobs and steps are reached by what they hand on: only so are they waited for, and get an id. */
function reachProblems(workflow: Workflow, job: Job): readonly Problem[] {
  const needs = needsOf(job).map(({ id }) => id);
  return expressionsOfJob(job).flatMap(({ place, at, expression }) => {
    const problemOf = ([context = '', name = '*']: readonly string[]): string | undefined => {
      if (context === 'needs' && name !== '*' && !needs.includes(name))
        return `The job does not wait for "${name}", so this is empty: use the values that the job hands on.`;
      if (context === 'steps' && name !== '*' && !refersToStep(expression, name))
        return `This knows no step "${name}": use the values that the step hands on.`;
      return context === 'env' &&
        place !== 'step env' &&
        job.kind === 'steps' &&
        strangersVariables(job).has(name.toLowerCase())
        ? `env.${name} holds what somebody without rights can choose: read it in the commands, as a variable.`
        : undefined;
    };
    const paths = pathsOf(expression);
    return paths.every((path) => problemOf(path) === undefined)
      ? NONE
      : paths
          .map(problemOf)
          .filter((message) => message !== undefined)
          .map((message) => ({ field: `${workflow.path} > ${at}`, value: expression.code, message }));
  });
}

const refersToStep = ({ references }: Code, id: string): boolean =>
  references.some((reference) => reference.kind === 'step' && reference.id === id);

/** Variables of the steps of a job that hold what strangers wrote. */
const strangersVariables = remembered(
  ({ steps }: StepsJob): ReadonlySet<string> =>
    new Set(
      workingSteps(steps).flatMap(({ env }) =>
        Object.entries(env)
          .filter(([, value]) => expressionsIn(value).some(isForeign))
          .map(([name]) => name.toLowerCase()),
      ),
    ),
);

const isForeign = (expression: Code): boolean =>
  expression.uses.includes('tainted') || pathsOf(expression).some(isStrangers);

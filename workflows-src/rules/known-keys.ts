import { PERMISSION_SCOPES } from '../../domain/action-contract.ts';
import type { Problem } from '../../domain/problem.ts';
import {
  isRecord,
  listOf,
  namesTo,
  number,
  optional,
  record,
  type Shape,
  text,
  word,
} from '../../domain/shape/shape.ts';
import type { Job } from '../language/job.ts';
import { RUNNER_LABELS } from '../language/runner.ts';
import type { Step } from '../language/step.ts';
import type { Workflow } from '../language/workflow.ts';
import { jobField, type Rule, stepField } from './rule.ts';

/** Every key is one that this language knows, with a value of its kind. Types say so, and files are run without them: a key that nobody reads
 *  would be ignored in silence, and a value that is not there, a misspelt output for example, would vanish. */
export const knownKeys: Rule = (workflow) => [
  ...workflowShape(workflow, '').map(({ field, ...rest }) => ({ ...rest, field: `${workflow.path} > ${field}` })),
  ...workflow.jobs.flatMap((job) => jobProblems(workflow, job)),
];

const any: Shape = () => [];
const truth: Shape = (value, at) =>
  typeof value === 'boolean' ? [] : [{ field: at, value, message: 'Wanted true or false.' }];

const isExpression = (value: unknown): boolean => isRecord(value) && value['kind'] === 'expression';
const LOST = 'There is no such value here: is an output or a name misspelt?';

/** A plain value, an expression, or text with expressions in it. */
const value: Shape = (given, at) => {
  if (['string', 'number', 'boolean'].includes(typeof given) || isExpression(given)) return [];
  const parts = isRecord(given) && given['kind'] === 'template' ? given['parts'] : undefined;
  return Array.isArray(parts) && parts.every((part) => typeof part === 'string' || isExpression(part))
    ? []
    : [{ field: at, value: given === undefined ? undefined : typeof given, message: LOST }];
};
const expression: Shape = (given, at) =>
  isExpression(given) ? [] : [{ field: at, value: given === undefined ? undefined : typeof given, message: LOST }];

const concurrency = record({ group: value, cancelInProgress: truth, queue: optional(word('max')) });

const workflowShape = record({
  path: text,
  name: text,
  source: text,
  on: record({
    push: optional(record({ branches: optional(listOf(text)), branchesIgnore: optional(listOf(text)) })),
    pullRequest: optional(record({ branches: optional(listOf(text)) })),
    mergeGroup: optional(truth),
  }),
  jobs: listOf(any),
  runName: optional(value),
  dispatch: any,
  call: any,
  concurrency: optional(concurrency),
});

function jobProblems(workflow: Workflow, job: Job): readonly Problem[] {
  const at = jobField(workflow, job);
  const common = [
    ...strays(at, job.strays),
    ...text(job.name, `${at}.name`),
    ...optional(expression)(job.if, `${at}.if`),
    ...job.after.flatMap((each, index) =>
      isRecord(each)
        ? []
        : [{ field: `${at}.after[${index}]`, value: each, message: 'Wanted the job itself, not its name.' }],
    ),
  ];
  if (job.kind === 'call')
    return [...common, ...values(`${at}.with`, job.with), ...values(`${at}.secrets`, job.secrets)];
  return [
    ...common,
    ...word(...RUNNER_LABELS)(job.runsOn, `${at}.runs-on`),
    ...number(job.timeoutMinutes, `${at}.timeout-minutes`),
    ...optional(record({ name: text, deployment: truth, url: optional(value) }))(job.environment, `${at}.environment`),
    ...optional(concurrency)(job.concurrency, `${at}.concurrency`),
    ...Object.entries(job.exports).flatMap(([name, each]) => expression(each, `${at}.outputs.${name}`)),
    ...job.steps.flatMap((step) => stepProblems(stepField(workflow, job, step), step)),
  ];
}

function stepProblems(at: string, step: Step): readonly Problem[] {
  return [
    ...strays(at, step.strays),
    ...text(step.name, `${at}.name`),
    ...optional(expression)(step.if, `${at}.if`),
    ...values(`${at}.env`, step.env),
    ...(step.kind === 'run' ? text(step.run, `${at}.run`) : values(`${at}.with`, step.with)),
    ...step.permissions.flatMap((each, index) => permissionProblems(each, `${at}.permissions[${index}]`)),
  ];
}

const permission = record({ scope: word(...PERMISSION_SCOPES), level: word('read', 'write'), why: text, unless: any });

/** Needs of an action are the same in every step that runs it. */
const RIGHT = new WeakSet<object>();

function permissionProblems(each: object, at: string): readonly Problem[] {
  if (RIGHT.has(each)) return [];
  const problems = permission(each, at);
  if (problems.length === 0) RIGHT.add(each);
  return problems;
}

function values(at: string, given: Readonly<Record<string, unknown>>): readonly Problem[] {
  for (const name in given) if (value(given[name], '').length > 0) return namesTo(value)(given, at);
  return [];
}

const strays = (at: string, names: readonly string[]): readonly Problem[] =>
  names.map((name) => ({
    field: at,
    value: name,
    message: 'There is no such key here; what a job waits for and may do is derived.',
  }));

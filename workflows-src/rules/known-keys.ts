import { GITHUB_SCOPES } from '../../catalogue/github-schema.ts';
import { PERMISSION_SCOPES, type PermissionNeed } from '../../domain/action-contract.ts';
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
import type { Container } from '../language/container.ts';
import { isExpression } from '../language/expression.ts';
import type { Job } from '../language/job.ts';
import { type Labels, RUNNER_LABELS, type RunsOn } from '../language/runner.ts';
import type { RunStep, Step, WorkingStep } from '../language/step.ts';
import type { Workflow } from '../language/workflow.ts';
import { REFUSED_KEYS, refusedKeysOf, refusedSecrets } from './refused-words.ts';
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

const LOST = 'There is no such value here: is an output or a name misspelt?';

/** A plain value, an expression, or text with expressions in it. */
const value: Shape = (given, at) =>
  isValue(given) ? [] : [{ field: at, value: given === undefined ? undefined : typeof given, message: LOST }];

function isValue(given: unknown): boolean {
  if (typeof given === 'string' || typeof given === 'number' || typeof given === 'boolean') return true;
  if (isExpression(given)) return true;
  const parts = isRecord(given) && given['kind'] === 'template' ? given['parts'] : undefined;
  return Array.isArray(parts) && parts.every((part) => typeof part === 'string' || isExpression(part));
}
const expression: Shape = (given, at) =>
  isExpression(given) ? [] : [{ field: at, value: given === undefined ? undefined : typeof given, message: LOST }];

const truthValue: Shape = (given, at) => (typeof given === 'boolean' || isExpression(given) ? [] : truth(given, at));
const numberValue: Shape = (given, at) => (isExpression(given) ? [] : number(given, at));
const concurrency = record({ group: value, cancelInProgress: truthValue, queue: optional(word('max', 'single')) });
const variables = optional(namesTo(value));
const defaults = optional(record({ shell: optional(value), workingDirectory: optional(value) }));
const container: Readonly<Record<keyof Container, Shape>> = {
  image: value,
  env: variables,
  ports: optional(listOf(value)),
  volumes: optional(listOf(value)),
  options: optional(value),
  credentials: optional(record({ username: value, password: value })),
};
const services = namesTo(record({ ...container, entrypoint: optional(value), command: optional(value) }));

const workflowShape = record<Workflow>({
  path: text,
  name: text,
  source: text,
  on: (given, at) => (isRecord(given) ? [] : [{ field: at, value: given, message: 'Wanted events: { push: true }.' }]),
  jobs: listOf(any),
  runName: optional(value),
  dispatch: any,
  call: any,
  concurrency: optional(concurrency),
  env: variables,
  defaults,
  exceptions: optional(listOf(record({ rule: text, why: text }))),
  remote: any,
});

// Made once: there are very many jobs.
const condition = optional(expression);
const group = optional(concurrency);
const environment = optional(record({ name: value, deployment: truth, url: optional(value) }));
const maybeContainer = optional(record(container));
const maybeServices = optional(services);
const maybeTruth = optional(truthValue);
const maybeNumber = optional(numberValue);

function jobProblems(workflow: Workflow, job: Job): readonly Problem[] {
  const at = jobField(workflow, job);
  const common = [
    ...strays(at, strayKeys(job)),
    ...value(job.title, `${at}.name`),
    ...condition(job.if, `${at}.if`),
    ...group(job.concurrency, `${at}.concurrency`),
    ...job.after.flatMap((each, index) =>
      isRecord(each)
        ? []
        : [{ field: `${at}.after[${index}]`, value: each, message: 'Wanted the job itself, not its name.' }],
    ),
  ];
  if (job.kind === 'call') {
    const refused = refusedSecrets(job.secrets);
    return [
      ...common,
      ...values(`${at}.with`, job.with),
      ...(refused === undefined
        ? values(`${at}.secrets`, job.secrets)
        : [{ field: `${at}.secrets`, value: job.secrets, message: refused }]),
    ];
  }
  return [
    ...common,
    ...runsOnProblems(job.runsOn, `${at}.runs-on`),
    ...numberValue(job.timeoutMinutes, `${at}.timeout-minutes`),
    ...environment(job.environment, `${at}.environment`),
    ...variables(job.env, `${at}.env`),
    ...defaults(job.defaults, `${at}.defaults`),
    ...maybeContainer(job.container, `${at}.container`),
    ...(isExpression(job.services) ? [] : maybeServices(job.services, `${at}.services`)),
    ...maybeTruth(job.continueOnError, `${at}.continue-on-error`),
    ...maybeNumber(job.cancelTimeoutMinutes, `${at}.cancel-timeout-minutes`),
    ...Object.entries(job.exports).flatMap(([name, each]) => expression(each, `${at}.outputs.${name}`)),
    ...job.steps.flatMap((step) => (isRight(step) ? NONE : stepProblems(stepField(workflow, job, step), step))),
  ];
}

function runsOnProblems(runsOn: RunsOn, at: string): readonly Problem[] {
  if (isExpression(runsOn)) return [];
  if (!isRecord(runsOn) || runsOn['kind'] !== 'labels') return word(...RUNNER_LABELS)(runsOn, at);
  const { labels: given, group } = runsOn as unknown as Labels;
  return [
    ...listOf(value)(given, at),
    ...optional(value)(group, `${at}.group`),
    ...(given.length === 0 && group === undefined
      ? [{ field: at, value: [], message: 'Name a label or a group: otherwise nothing runs it.' }]
      : []),
  ];
}

const NONE: readonly never[] = [];
/** Whether there is nothing to say of a step; most are so. */
const isRight = (step: Step): boolean =>
  (step.kind === 'run' || step.kind === 'uses') &&
  isRightWork(step) &&
  step.permissions.every((each) => RIGHT.has(each));

/** The same as `stepProblems`, for nearly all, without a word. */
function isRightWork(step: WorkingStep): boolean {
  return (
    step.strays.length === 0 &&
    isValue(step.title) &&
    (step.if === undefined || isExpression(step.if)) &&
    step.timeoutMinutes === undefined &&
    step.continueOnError === undefined &&
    areValues(step.env) &&
    (step.kind === 'uses'
      ? areValues(step.with)
      : typeof step.run === 'string' &&
        step.run.trim() !== '' &&
        (step.shell === undefined || isValue(step.shell)) &&
        (step.workingDirectory === undefined || isValue(step.workingDirectory)))
  );
}

function areValues(given: Readonly<Record<string, unknown>>): boolean {
  for (const name in given) if (!isValue(given[name])) return false;
  return true;
}

function stepProblems(at: string, step: Step): readonly Problem[] {
  if (step.kind === 'parallel') return step.steps.flatMap((each) => stepProblems(`${at} > "${each.name}"`, each));
  if (step.kind === 'wait' || step.kind === 'cancel')
    return [...text(step.name, `${at}.name`), ...optional(truth)(step.continueOnError, `${at}.continue-on-error`)];
  if (step.kind !== 'run' && step.kind !== 'uses')
    return [{ field: at, value: step, message: 'Wanted a step: run({ … }), action("…", { … }), wait({ … }).' }];
  return [
    ...strays(at, step.strays),
    ...value(step.title, `${at}.name`),
    ...optional(expression)(step.if, `${at}.if`),
    ...optional(numberValue)(step.timeoutMinutes, `${at}.timeout-minutes`),
    ...optional(truthValue)(step.continueOnError, `${at}.continue-on-error`),
    ...values(`${at}.env`, step.env),
    ...(step.kind === 'run' ? runProblems(at, step) : values(`${at}.with`, step.with)),
    ...step.permissions.flatMap((each, index) => permissionProblems(each, `${at}.permissions[${index}]`)),
  ];
}

const runProblems = (at: string, { run, shell, workingDirectory }: RunStep): readonly Problem[] => [
  ...text(run, `${at}.run`),
  ...(String(run).trim() === ''
    ? [{ field: `${at}.run`, value: run, message: 'It has nothing to do: give it a command.' }]
    : []),
  ...optional(value)(shell, `${at}.shell`),
  ...optional(value)(workingDirectory, `${at}.working-directory`),
];

const permission = record({ scope: word(...PERMISSION_SCOPES), level: word('read', 'write'), why: text, unless: any });

/** Needs of an action are the same in every step that runs it. */
const RIGHT = new WeakSet<object>();

function permissionProblems(each: PermissionNeed, at: string): readonly Problem[] {
  if (RIGHT.has(each)) return [];
  const problems = permission(each, at);
  const levels: readonly string[] = Object.hasOwn(GITHUB_SCOPES, each.scope) ? GITHUB_SCOPES[each.scope] : [];
  if (problems.length === 0 && !levels.includes(each.level))
    return [{ field: at, value: each.level, message: `GitHub gives ${each.scope} as ${levels.join(' or ')} only.` }];
  if (problems.length === 0) RIGHT.add(each);
  return problems;
}

/** Data that no function of this language has made has them, too. */
const strayKeys = (job: Job): readonly string[] => [
  ...new Set([...job.strays, ...refusedKeysOf(job, job.kind === 'steps' ? job.environment : undefined)]),
];

const values = (at: string, given: Readonly<Record<string, unknown>>): readonly Problem[] =>
  areValues(given) ? [] : namesTo(value)(given, at);

const strays = (at: string, names: readonly string[]): readonly Problem[] =>
  names.map((name) => ({
    field: at,
    value: name,
    message: REFUSED_KEYS.get(name) ?? 'There is no such key here; what a job waits for and may do is derived.',
  }));

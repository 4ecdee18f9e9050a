import type { Problem } from '../../domain/problem.ts';
import { isRecord } from '../../domain/shape/shape.ts';
import { isExpression } from '../language/expression.ts';

/** Whether everything is of the form that rules look at: workflows, jobs, steps and lists of them. Types say the same; a config is run without
 *  them, and a rule that asks a text for its steps would end in a stack instead of a sentence. Where this names something, no rule is asked. */
export function formProblems(workflow: unknown): readonly Problem[] {
  if (!isRecord(workflow)) return [problem('workflows', workflow, 'a workflow: workflow({ … })')];
  const at = typeof workflow['path'] === 'string' ? workflow['path'] : 'workflows';
  const jobs = workflow['jobs'];
  return [
    ...texts(workflow, `${at} > `, 'path', 'name'),
    ...records(workflow, `${at} > `, 'on'),
    ...maybeRecords(workflow, `${at} > `, 'env', 'concurrency', 'defaults'),
    ...maybeLists(workflow, `${at} > `, 'exceptions'),
    ...definitionProblems(workflow['dispatch'], `${at} > dispatch`),
    ...callProblems(workflow['call'], `${at} > call`),
    ...(Array.isArray(jobs)
      ? jobs.flatMap((job: unknown, index) => jobProblems(job, `${at} > jobs[${index}]`))
      : [problem(`${at} > jobs`, jobs, 'a list of jobs')]),
  ];
}

const KINDS: readonly unknown[] = ['run', 'uses', 'wait', 'cancel', 'parallel'];

function jobProblems(job: unknown, at: string): readonly Problem[] {
  if (!isMade(job) || (job['kind'] !== 'steps' && job['kind'] !== 'call'))
    return [problem(at, job, 'a job: job({ … }) or call({ … })')];
  const shared = [
    ...texts(job['handle'], `${at}.`, 'id'),
    ...lists(job, `${at}.`, 'after'),
    ...(Array.isArray(job['after']) ? records(job['after'], `${at}.`, ...Object.keys(job['after'])) : []),
    ...maybeRecords(job, `${at}.`, 'concurrency'),
    ...(job['if'] === undefined || isExpression(job['if']) ? [] : [problem(`${at}.if`, job['if'], 'a condition')]),
    ...(job['matrix'] === undefined ? [] : matrixProblems(job['matrix'], `${at}.matrix`)),
  ];
  if (job['kind'] === 'call')
    return isRecord(below(job['workflow'], 'call'))
      ? shared
      : [...shared, problem(`${at}.workflow`, job['workflow'], 'a workflow that can be called: calledWorkflow({ … })')];
  const steps = job['steps'];
  return [
    ...shared,
    ...records(job, `${at}.`, 'exports'),
    ...maybeRecords(job, `${at}.`, 'env', 'defaults', 'container', 'services', 'environment'),
    ...(typeof job['runsOn'] === 'string' || isRecord(job['runsOn'])
      ? []
      : [problem(`${at}.runs-on`, job['runsOn'], 'the label of a runner')]),
    ...[job['services']]
      .filter(isRecord)
      .flatMap((services) =>
        services['kind'] === 'expression' ? [] : records(services, `${at}.services.`, ...Object.keys(services)),
      ),
    ...(Array.isArray(steps)
      ? steps.flatMap((step: unknown, index) => stepProblems(step, `${at}.steps[${index}]`))
      : [problem(`${at}.steps`, steps, 'a list of steps')]),
  ];
}

function stepProblems(step: unknown, at: string): readonly Problem[] {
  if (!isMade(step) || !KINDS.includes(step['kind']))
    return [problem(at, step, 'a step: run({ … }), action("…", { … }), wait({ … })')];
  if (step['kind'] === 'parallel')
    return Array.isArray(step['steps'])
      ? step['steps'].flatMap((each: unknown, index) => stepProblems(each, `${at}.steps[${index}]`))
      : [problem(at, step['steps'], 'steps side by side')];
  if (step['kind'] === 'wait' || step['kind'] === 'cancel') return texts(step['handle'], `${at}.`, 'id');
  if (isRightWork(step)) return NONE;
  return [
    ...texts(step['handle'], `${at}.`, 'id'),
    ...records(step, `${at}.`, 'env'),
    ...lists(step, `${at}.`, 'permissions'),
    ...(Array.isArray(step['permissions'])
      ? step['permissions']
          .filter((each: unknown) => !isRecord(each))
          .map((each: unknown) => problem(`${at}.permissions`, each, 'a permission: { scope, level, why }'))
      : []),
    ...(step['kind'] === 'run' ? texts(step, `${at}.`, 'run') : records(step, `${at}.`, 'with')),
  ];
}

const NONE: readonly never[] = [];

/** The same without a word, for nearly all: there are very many steps. */
const isRightWork = ({
  handle,
  kind,
  run,
  env,
  permissions,
  with: given,
}: Readonly<Record<string, unknown>>): boolean =>
  isRecord(handle) &&
  typeof handle['id'] === 'string' &&
  isRecord(env) &&
  Array.isArray(permissions) &&
  permissions.every(isRecord) &&
  (kind === 'run' ? typeof run === 'string' : isRecord(given));

function callProblems(call: unknown, at: string): readonly Problem[] {
  if (call === undefined) return [];
  if (!isRecord(call)) return [problem(at, call, 'what it takes and gives: { inputs, secrets, outputs }')];
  return [
    ...definitionProblems(call['inputs'] ?? null, `${at}.inputs`),
    ...['secrets', 'outputs'].flatMap((name) =>
      isRecord(call[name])
        ? records(call[name], `${at}.${name}.`, ...Object.keys(call[name]))
        : [problem(`${at}.${name}`, call[name], 'names with values')],
    ),
  ];
}

/** Inputs as `inputs({ … })` makes them. */
function definitionProblems(given: unknown, at: string): readonly Problem[] {
  if (given === undefined) return [];
  const definitions = below(given, 'definitions');
  return isRecord(definitions)
    ? records(definitions, `${at}.`, ...Object.keys(definitions))
    : [problem(at, given, 'inputs: inputs({ … })')];
}

function matrixProblems(matrix: unknown, at: string): readonly Problem[] {
  const content = below(matrix, 'content');
  const all = below(content, 'axes');
  const kind = below(content, 'kind');
  if (kind === 'axes' && isRecord(all))
    return Object.entries(all)
      .filter(([, axis]) => !isExpression(axis) && !(Array.isArray(axis) && axis.every(isItem)))
      .map(([name, axis]) => problem(`${at}.${name}`, axis, 'a list of values, or an expression that makes one'));
  return (kind === 'legs' && Array.isArray(below(content, 'legs'))) ||
    (kind === 'expression' && isExpression(below(content, 'expression')))
    ? []
    : [problem(at, matrix, 'a matrix: matrix(…), axes(…) or matrixFrom(…)')];
}

/** A value, or the values of a record by their names. */
const isItem = (item: unknown): boolean =>
  isPlain(item) || isExpression(item) || (isRecord(item) && Object.values(item).every(isPlain));

const isPlain = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);

const below = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;

/** Whether a function of this language made it: only those give handles. */
const isMade = (value: unknown): value is Readonly<Record<string, unknown>> =>
  isRecord(value) && isRecord(value['handle']);

/** @param at with what stands between it and a name */
type Find = (given: unknown, at: string, ...names: readonly string[]) => readonly Problem[];

const each =
  (isRight: (value: unknown) => boolean, what: string): Find =>
  (given, at, ...names) =>
    names
      .filter((name) => !isRight(below(given, name)))
      .map((name) => problem(`${at}${name}`, below(given, name), what));

const records = each(isRecord, 'names with values');
const maybeRecords = each((value) => value === undefined || isRecord(value), 'names with values');
const lists = each(Array.isArray, 'a list');
const maybeLists = each((value) => value === undefined || Array.isArray(value), 'a list');
const texts = each((value) => typeof value === 'string', 'a text');

/** A value of any kind shows as a word: not all of them can be written down. */
const problem = (field: string, value: unknown, wanted: string): Problem => ({
  field,
  value:
    typeof value === 'string' || value === null
      ? value
      : Array.isArray(value)
        ? 'a list'
        : value === undefined
          ? undefined
          : `a ${typeof value}`,
  message: `Wanted ${wanted}.`,
});

import { type Container, isDecided, namedServices, type ServiceContainer } from './container.ts';
import type { Place } from './context.ts';
import type { Expression, Scalar, Structure } from './expression.ts';
import type { Job, StepsJob } from './job.ts';
import type { Matrix } from './matrix.ts';
import { remembered } from './remembered.ts';
import type { Step, WorkingStep } from './step.ts';
import type { Value } from './template.ts';
import type { Workflow } from './workflow.ts';

/** Whatever may hold an expression. */
export type AnyValue = Value | Expression<Scalar | Structure>;

/** A value that holds an expression, and the key it stands at. */
export interface ValueAt {
  readonly place: Place;
  /** Where, in words: `if of job "build"`. */
  readonly at: string;
  readonly value: Exclude<AnyValue, Scalar>;
  /** The step of the job that has it, the group where it stands in one; `undefined` for what the job itself says. */
  readonly step: Step | undefined;
}

const at = (place: Place, at: string, value: AnyValue | undefined): readonly ValueAt[] =>
  typeof value === 'object' ? [{ place, at, value, step: undefined }] : NONE;

const NONE: readonly ValueAt[] = [];

const each = (
  place: Place,
  values: Readonly<Record<string, AnyValue | undefined>> | undefined,
  named: (name: string) => string,
): readonly ValueAt[] => {
  if (values === undefined) return NONE;
  const found: ValueAt[] = [];
  for (const name of Object.keys(values)) {
    const value = values[name];
    if (typeof value === 'object') found.push({ place, at: named(name), value, step: undefined });
  }
  return found.length === 0 ? NONE : found;
};

/** Every value of a step that holds an expression, those of a group included. */
export function valuesOfStep(step: Step): readonly ValueAt[] {
  if (step.kind === 'parallel') return step.steps.flatMap((each) => valuesOfWork(each, step));
  return step.kind === 'wait' || step.kind === 'cancel' ? NONE : valuesOfWork(step, step);
}

/** Words are made only where a value is: there are very many steps. */
function valuesOfWork(step: WorkingStep, of: Step): readonly ValueAt[] {
  const found: ValueAt[] = [];
  const add = (place: Place, key: string, value: AnyValue | undefined): void => {
    if (typeof value === 'object') found.push({ place, at: `${key} of step "${step.name}"`, value, step: of });
  };
  add('step name', 'name', step.title);
  add('step if', 'if', step.if);
  add('step timeout', 'timeout-minutes', step.timeoutMinutes);
  add('step continue-on-error', 'continue-on-error', step.continueOnError);
  for (const name in step.env) if (typeof step.env[name] === 'object') add('step env', `env.${name}`, step.env[name]);
  if (step.kind === 'uses') {
    for (const name in step.with)
      if (typeof step.with[name] === 'object') add('step with', `with.${name}`, step.with[name]);
  } else {
    add('step folder', 'shell', step.shell);
    add('step folder', 'working-directory', step.workingDirectory);
  }
  return found;
}

/** Every such value of a job, its steps' included, in the order of the file. */
export const valuesOfJob = remembered((job: Job): readonly ValueAt[] => {
  const of = `of job "${job.handle.id}"`;
  const shared = [
    ...at('job name', `name ${of}`, job.title),
    ...at('job if', `if ${of}`, job.if),
    ...(job.matrix === undefined ? NONE : valuesOfMatrix(job.matrix, of)),
    ...at('job concurrency', `concurrency ${of}`, job.concurrency?.group),
    ...at('job concurrency', `concurrency ${of}`, job.concurrency?.cancelInProgress),
  ];
  if (job.kind === 'call') {
    return [
      ...shared,
      ...each('call with', job.with, (name) => `with.${name} ${of}`),
      ...each('call secrets', job.secrets, (name) => `secrets.${name} ${of}`),
    ];
  }
  return [
    ...shared,
    ...valuesOfPlace(job, of),
    ...each('job outputs', job.exports, (name) => `output ${name} ${of}`),
    ...job.steps.flatMap(valuesOfStep),
  ];
});

function valuesOfPlace(job: StepsJob, of: string): readonly ValueAt[] {
  const { runsOn, defaults, container } = job;
  const labels =
    typeof runsOn === 'object' && runsOn.kind === 'labels' ? [...runsOn.labels, runsOn.group] : [runsOn as AnyValue];
  return [
    ...labels.flatMap((label) => at('job runs-on', `runs-on ${of}`, label)),
    ...at('job timeout', `timeout-minutes ${of}`, job.timeoutMinutes),
    ...at('job timeout', `cancel-timeout-minutes ${of}`, job.cancelTimeoutMinutes),
    ...at('job continue-on-error', `continue-on-error ${of}`, job.continueOnError),
    ...at('job environment', `environment ${of}`, job.environment?.name),
    ...at('environment url', `environment ${of}`, job.environment?.url),
    ...each('job env', job.env, (name) => `env.${name} ${of}`),
    ...each('job defaults', { ...defaults }, (name) => `defaults.${name} ${of}`),
    ...(container === undefined ? NONE : valuesOfContainer(container, `of the container ${of}`)),
    ...(job.services !== undefined && isDecided(job.services) ? at('container', `services ${of}`, job.services) : NONE),
    ...Object.entries(namedServices(job.services)).flatMap(([name, service]) =>
      valuesOfContainer(service, `of service "${name}" ${of}`),
    ),
  ];
}

function valuesOfMatrix({ content, maxParallel, failFast }: Matrix, of: string): readonly ValueAt[] {
  const made = (value: AnyValue | readonly unknown[]): readonly ValueAt[] =>
    Array.isArray(value)
      ? value.filter((each) => each?.kind === 'expression').flatMap(made)
      : at('job strategy', `strategy ${of}`, value as AnyValue);
  return [
    ...made(maxParallel ?? 1),
    ...made(failFast),
    ...(content.kind === 'expression' ? made(content.expression) : NONE),
    ...(content.kind === 'axes' ? [...Object.values(content.axes), content.include].flatMap(made) : NONE),
  ];
}

const valuesOfContainer = (container: ServiceContainer | Container, of: string): readonly ValueAt[] => [
  ...[container.image, container.options, ...(container.ports ?? []), ...(container.volumes ?? [])].flatMap((value) =>
    at('container', of, value),
  ),
  ...('entrypoint' in container ? at('container', of, container.entrypoint) : NONE),
  ...('command' in container ? at('container', of, container.command) : NONE),
  ...each('container env', container.env, (name) => `env.${name} ${of}`),
  ...each('container credentials', container.credentials, (name) => `credentials.${name} ${of}`),
];

/** Every such value that a workflow says above its jobs. */
export const valuesAboveJobs = ({ runName, concurrency, env }: Workflow): readonly ValueAt[] => [
  ...at('run-name', 'run-name', runName),
  ...each('workflow env', env, (name) => `env.${name}`),
  ...at('workflow concurrency', 'concurrency', concurrency?.group),
  ...at('workflow concurrency', 'concurrency', concurrency?.cancelInProgress),
];

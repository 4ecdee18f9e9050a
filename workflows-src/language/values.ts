import type { Container, ServiceContainer } from './container.ts';
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
}

const at = (place: Place, at: string, value: AnyValue | undefined): readonly ValueAt[] =>
  typeof value === 'object' ? [{ place, at, value }] : NONE;

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
    if (typeof value === 'object') found.push({ place, at: named(name), value });
  }
  return found.length === 0 ? NONE : found;
};

/** Every value of a step that holds an expression, those of a group included. */
export const valuesOfStep = remembered((step: Step): readonly ValueAt[] => {
  if (step.kind === 'parallel') return step.steps.flatMap(valuesOfStep);
  return step.kind === 'wait' || step.kind === 'cancel' ? NONE : valuesOfWork(step);
});

function valuesOfWork(step: WorkingStep): readonly ValueAt[] {
  const of = `of step "${step.name}"`;
  return [
    ...at('step name', `name ${of}`, step.title),
    ...at('step if', `if ${of}`, step.if),
    ...at('step timeout', `timeout-minutes ${of}`, step.timeoutMinutes),
    ...at('step continue-on-error', `continue-on-error ${of}`, step.continueOnError),
    ...each('step env', step.env, (name) => `env.${name} ${of}`),
    ...(step.kind === 'uses'
      ? each('step with', step.with, (name) => `with.${name} ${of}`)
      : [
          ...at('step folder', `shell ${of}`, step.shell),
          ...at('step folder', `working-directory ${of}`, step.workingDirectory),
        ]),
  ];
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
    ...Object.entries(job.services ?? {}).flatMap(([name, service]) =>
      valuesOfContainer(service, `of service "${name}" ${of}`),
    ),
  ];
}

function valuesOfMatrix({ content, maxParallel, failFast }: Matrix, of: string): readonly ValueAt[] {
  const made = (value: AnyValue | readonly unknown[]) =>
    Array.isArray(value) ? NONE : at('job strategy', `strategy ${of}`, value as AnyValue);
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

/** Every such value of a workflow. */
export const valuesOfWorkflow = remembered(({ runName, concurrency, env, jobs }: Workflow): readonly ValueAt[] => [
  ...at('run-name', 'run-name', runName),
  ...each('workflow env', env, (name) => `env.${name}`),
  ...at('workflow concurrency', 'concurrency', concurrency?.group),
  ...at('workflow concurrency', 'concurrency', concurrency?.cancelInProgress),
  ...jobs.flatMap(valuesOfJob),
]);

import type { Place } from './context.ts';
import type { Job } from './job.ts';
import { remembered } from './remembered.ts';
import type { Step } from './step.ts';
import type { Value } from './template.ts';
import type { Workflow } from './workflow.ts';

/** A value and the key it stands at. */
export interface ValueAt {
  readonly place: Place;
  /** Where, in words: `if of job "build"`. */
  readonly at: string;
  readonly value: Value;
}

const at = (place: Place, at: string, value: Value | undefined): readonly ValueAt[] =>
  value === undefined ? [] : [{ place, at, value }];

const each = (
  place: Place,
  values: Readonly<Record<string, Value | undefined>>,
  named: (name: string) => string,
): readonly ValueAt[] => Object.entries(values).flatMap(([name, value]) => at(place, named(name), value));

/** Every value of a step that may hold an expression. */
export const valuesOfStep = remembered((step: Step): readonly ValueAt[] => {
  const of = `of step "${step.name}"`;
  return [
    ...at('step if', `if ${of}`, step.if),
    ...each('step env', step.env, (name) => `env.${name} ${of}`),
    ...(step.kind === 'uses' ? each('step with', step.with, (name) => `with.${name} ${of}`) : []),
  ];
});

/** Every such value of a job, its steps' included, in the order of the file. */
export const valuesOfJob = remembered((job: Job): readonly ValueAt[] => {
  const of = `of job "${job.handle.id}"`;
  const condition = at('job if', `if ${of}`, job.if);
  if (job.kind === 'call') {
    return [
      ...condition,
      ...each('call with', job.with, (name) => `with.${name} ${of}`),
      ...each('call secrets', job.secrets, (name) => `secrets.${name} ${of}`),
    ];
  }
  return [
    ...condition,
    ...at('environment url', `environment ${of}`, job.environment?.url),
    ...at('job concurrency', `concurrency ${of}`, job.concurrency?.group),
    ...each('job outputs', job.exports, (name) => `output ${name} ${of}`),
    ...job.steps.flatMap(valuesOfStep),
  ];
});

/** Every such value of a workflow. */
export const valuesOfWorkflow = ({ runName, concurrency, jobs }: Workflow): readonly ValueAt[] => [
  ...at('run-name', 'run-name', runName),
  ...at('workflow concurrency', 'concurrency', concurrency?.group),
  ...jobs.flatMap(valuesOfJob),
];

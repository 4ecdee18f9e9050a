import type { Place } from './context.ts';
import type { Expression } from './expression.ts';
import type { Job } from './job.ts';
import type { JobHandle } from './reference.ts';
import type { Step } from './step.ts';
import { expressionsIn, type Value } from './template.ts';

/** An expression and the key it stands at. */
export interface Placed {
  readonly place: Place;
  /** Where, in words: `if of job "build"`. */
  readonly at: string;
  readonly expression: Expression;
}

const placed = (place: Place, at: string, value: Value | undefined): readonly Placed[] =>
  expressionsIn(value).map((expression) => ({ place, at, expression }));

/** Asked once per object: rules and the renderer ask for the same expressions over and over, and the data never changes. */
function remembered<Key extends object, Answer>(ask: (key: Key) => Answer): (key: Key) => Answer {
  const answers = new WeakMap<Key, Answer>();
  return (key) => {
    const known = answers.get(key);
    if (known !== undefined) return known;
    const answer = ask(key);
    answers.set(key, answer);
    return answer;
  };
}

/** Every expression of a step. */
export const expressionsOfStep = remembered((step: Step): readonly Placed[] => [
  ...placed('step if', `if of step "${step.name}"`, step.if),
  ...Object.entries(step.env).flatMap(([name, value]) =>
    placed('step env', `env.${name} of step "${step.name}"`, value),
  ),
  ...(step.kind === 'uses'
    ? Object.entries(step.with).flatMap(([name, value]) =>
        placed('step with', `with.${name} of step "${step.name}"`, value),
      )
    : []),
]);

/** Every expression of a job, its steps' included, in the order of the file. */
export const expressionsOfJob = remembered((job: Job): readonly Placed[] => {
  const at = `job "${job.handle.id}"`;
  const condition = placed('job if', `if of ${at}`, job.if);
  if (job.kind === 'call') {
    return [
      ...condition,
      ...Object.entries(job.with).flatMap(([name, value]) => placed('call with', `with.${name} of ${at}`, value)),
      ...Object.entries(job.secrets).flatMap(([name, value]) =>
        placed('call secrets', `secrets.${name} of ${at}`, value),
      ),
    ];
  }
  return [
    ...condition,
    ...placed('environment url', `environment of ${at}`, job.environment?.url),
    ...placed('job concurrency', `concurrency of ${at}`, job.concurrency?.group),
    ...Object.entries(job.exports).flatMap(([name, value]) => placed('job outputs', `output ${name} of ${at}`, value)),
    ...job.steps.flatMap(expressionsOfStep),
  ];
});

/** The jobs that a job waits for: those whose values it uses anywhere, and those named in `after`; sorted by id. */
export const needsOf = remembered((job: Job): readonly JobHandle[] => {
  const used = expressionsOfJob(job)
    .flatMap(({ expression }) => expression.references)
    .filter((reference) => reference.kind === 'job');
  return [...new Set([...used, ...job.after])].sort((a, b) => (a.id < b.id ? -1 : 1));
});

/** Ids of the steps that something in the job refers to; only these are written. */
export const referredSteps = (job: Job): ReadonlySet<string> =>
  new Set(
    expressionsOfJob(job)
      .flatMap(({ expression }) => expression.references)
      .filter((reference) => reference.kind === 'step')
      .map(({ id }) => id),
  );

import type { PermissionNeed } from '../../domain/action-contract.ts';
import type { CallJob } from './call.ts';
import type { Concurrency } from './concurrency.ts';
import type { In } from './context.ts';
import type { JobEnvironment } from './environment.ts';
import { type Expression, expression, type Scalar } from './expression.ts';
import type { Matrix } from './matrix.ts';
import { idOf, type JobHandle } from './reference.ts';
import type { RunnerLabel } from './runner.ts';
import type { Result } from './status.ts';
import type { Step } from './step.ts';
import { straysOf } from './strays.ts';

/** A condition of contexts that exist before a job starts. */
export type JobCondition = Expression<boolean, In<'job if'>>;

/** An output of a job, as later jobs see it. */
export interface JobOutput<out T extends Scalar = Scalar> extends Expression<T, 'needs'> {
  readonly job: JobHandle;
  readonly output: string;
}

/** The values a job offers, by output. */
export type Exports = Readonly<Record<string, Expression<Scalar, In<'job outputs'>>>>;
type Typed<E> = E extends Expression<infer T> ? T : never;
/** The same outputs as later jobs see them, with their types. */
export type OutputsOf<E extends Exports> = { readonly [Name in keyof E]: JobOutput<Typed<E[Name]>> };

/** What jobs of both kinds have. */
export interface JobBase<Outputs extends Readonly<Record<string, JobOutput>>> {
  readonly handle: JobHandle;
  readonly name: string;
  /** The symbol that makes it: file and export. */
  readonly source: string;
  readonly if: JobCondition | undefined;
  /** Jobs it waits for without using a value of theirs. */
  readonly after: readonly JobHandle[];
  readonly outputs: Outputs;
  /** Keys that it was given and does not have. */
  readonly strays: readonly string[];
  /** How it ended. Outputs of a job that was skipped are empty, so conditions test this first. */
  readonly result: Expression<Result, 'needs'>;
}

/** A job with steps of its own. */
export interface StepsJob<E extends Exports = Exports> extends JobBase<OutputsOf<E>> {
  readonly kind: 'steps';
  readonly runsOn: RunnerLabel;
  readonly timeoutMinutes: number;
  readonly environment: JobEnvironment | undefined;
  readonly concurrency: Concurrency<'job concurrency'> | undefined;
  /** The legs that it runs as; `undefined` for a single job. */
  readonly matrix: Matrix | undefined;
  readonly steps: readonly Step[];
  readonly exports: E;
}

/** Steps of its own, or another workflow. */
export type Job = StepsJob | CallJob;

/** What a job says; needs and permissions are derived and have no key here. A matrix has no outputs: they would be those of its last
 *  leg. */
export type JobOptions<E extends Exports> = JobWords &
  ({ readonly outputs?: E; readonly matrix?: never } | { readonly outputs?: never; readonly matrix?: Matrix });

interface JobWords {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  readonly runsOn: RunnerLabel;
  /** Required: GitHub's own limit is six hours. */
  readonly timeoutMinutes: number;
  readonly steps: readonly Step[];
  readonly if?: JobCondition;
  readonly after?: readonly { readonly handle: JobHandle }[];
  readonly environment?: JobEnvironment;
  readonly concurrency?: Concurrency<'job concurrency'>;
}

const KEYS: readonly string[] =
  'id name source runsOn timeoutMinutes steps if after environment concurrency outputs matrix'.split(' ');

/** A job. What it waits for is derived from the values it uses, what its token may do from its steps; neither can be written. */
export function job<E extends Exports = Record<never, never>>(options: JobOptions<E>): StepsJob<E> {
  const exports = options.outputs ?? ({} as E);
  const base = jobBase(options);
  return {
    ...base,
    kind: 'steps',
    strays: straysOf(options, KEYS),
    outputs: jobOutputs(base.handle, Object.keys(exports)) as unknown as OutputsOf<E>,
    runsOn: options.runsOn,
    timeoutMinutes: options.timeoutMinutes,
    environment: options.environment,
    concurrency: options.concurrency,
    matrix: options.matrix,
    steps: options.steps ?? [],
    exports,
  };
}

/** What jobs of both kinds share. */
export function jobBase(
  options: Pick<JobOptions<Exports>, 'id' | 'name' | 'source' | 'if' | 'after'>,
): Omit<JobBase<Record<never, never>>, 'outputs'> {
  const handle: JobHandle = { kind: 'job', id: idOf(options.id), name: options.name };
  return {
    handle,
    name: options.name,
    source: options.source,
    if: options.if,
    strays: [],
    // What is no job stays, for a rule to name.
    after: (options.after ?? []).map((job) => job?.handle ?? job),
    result: expression<Result, 'needs'>(`needs.${handle.id}.result`, { uses: ['needs'], references: [handle] }),
  };
}

/** Values of a job's outputs for the jobs after it. */
export const jobOutputs = (job: JobHandle, names: readonly string[]): Readonly<Record<string, JobOutput>> =>
  Object.fromEntries(
    names.map((output) => [
      output,
      Object.assign(expression(`needs.${job.id}.outputs.${output}`, { uses: ['needs'], references: [job] }), {
        job,
        output,
      }),
    ]),
  );

/** What the steps of a job need of its token. */
export const needsOfSteps = ({ steps }: StepsJob): readonly PermissionNeed[] =>
  steps.flatMap(({ permissions }) => permissions);

import type { PermissionNeed } from '../../domain/action-contract.ts';
import { type BackgroundStep, workingSteps } from './background.ts';
import type { CallJob } from './call.ts';
import type { Concurrency } from './concurrency.ts';
import type { Container, Services } from './container.ts';
import type { In } from './context.ts';
import type { Defaults, JobEnvironment, Variables } from './environment.ts';
import { type Expression, expression, type Scalar, type Structure } from './expression.ts';
import type { Matrix } from './matrix.ts';
import { idOf, type JobHandle } from './reference.ts';
import type { RunsOn } from './runner.ts';
import type { Result } from './status.ts';
import type { Step } from './step.ts';
import { straysOf } from './strays.ts';
import { plainWords, type Template } from './template.ts';

/** A condition of contexts that exist before a job starts. */
export type JobCondition = Expression<boolean, In<'job if'>>;
/** What people see of a job: its name, with values of its leg in it where one says so. */
export type JobName = string | Template<In<'job name'>>;

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
  /** In plain words. */
  readonly name: string;
  /** What people see. */
  readonly title: JobName;
  /** The symbol that makes it: file and export. */
  readonly source: string;
  readonly if: JobCondition | undefined;
  /** Jobs it waits for without using a value of theirs. */
  readonly after: readonly JobHandle[];
  readonly outputs: Outputs;
  readonly concurrency: Concurrency<'job concurrency'> | undefined;
  /** The legs that it runs as; `undefined` for a single job. */
  readonly matrix: Matrix | undefined;
  /** Keys that it was given and does not have. */
  readonly strays: readonly string[];
  /** How it ended. Outputs of a job that was skipped are empty, so conditions test this first. */
  readonly result: Expression<Result, 'needs'>;
}

/** What only a job with steps can say. */
interface Place {
  readonly environment?: JobEnvironment | undefined;
  readonly env?: Variables<'job env'>;
  readonly defaults?: Defaults<'job defaults'> | undefined;
  readonly container?: Container | undefined;
  /** By the name that the steps reach them by. */
  readonly services?: Services;
  /** Whether the workflow goes on as if it had succeeded. */
  readonly continueOnError?: boolean | Expression<boolean, In<'job continue-on-error'>> | undefined;
  /** Minutes that its steps have to end after it is cancelled; five without it. */
  readonly cancelTimeoutMinutes?: number | Expression<number, In<'job timeout'>> | undefined;
}

/** A job with steps of its own. */
export interface StepsJob<E extends Exports = Exports> extends JobBase<OutputsOf<E>>, Place {
  readonly kind: 'steps';
  readonly runsOn: RunsOn;
  readonly timeoutMinutes: number | Expression<number, In<'job timeout'>>;
  readonly steps: readonly Step[];
  readonly exports: E;
}

/** Steps of its own, or another workflow. */
export type Job = StepsJob | CallJob;

/** What a job says; needs and permissions are derived and have no key here. A matrix has no outputs: they would be those of its last
 *  leg. */
export type JobOptions<E extends Exports> = JobWords &
  ({ readonly outputs?: E; readonly matrix?: never } | { readonly outputs?: never; readonly matrix?: Matrix });

/** What jobs of both kinds say. */
export interface SharedWords {
  readonly id: string;
  readonly name: JobName;
  /** The file and symbol that makes it, for a comment above it. */
  readonly source: string;
  readonly if?: JobCondition;
  readonly after?: readonly { readonly handle: JobHandle }[];
  readonly concurrency?: Concurrency<'job concurrency'>;
}

interface JobWords extends SharedWords, Place {
  readonly runsOn: RunsOn;
  /** Required: GitHub's own limit is six hours. */
  readonly timeoutMinutes: number | Expression<number, In<'job timeout'>>;
  readonly steps: readonly (Step | BackgroundStep)[];
}

/** Keys of jobs of both kinds. */
export const JOB_KEYS: readonly string[] = 'id name source if after concurrency matrix'.split(' ');
const PLACE: readonly (keyof Place)[] = [
  ...(['environment', 'env', 'defaults', 'container', 'services'] as const),
  ...(['continueOnError', 'cancelTimeoutMinutes'] as const),
];
const KEYS: ReadonlySet<string> = new Set([...JOB_KEYS, ...PLACE, 'runsOn', 'timeoutMinutes', 'steps', 'outputs']);

/** A job. What it waits for is derived from the values it uses, what its token may do from its steps; neither can be written. */
export function job<E extends Exports = Record<never, never>>(options: JobOptions<E>): StepsJob<E> {
  const exports = options.outputs ?? ({} as E);
  const base = jobBase(options);
  return {
    ...base,
    ...placeOf(options),
    kind: 'steps',
    strays: straysOf(options, KEYS),
    outputs: jobOutputs(base.handle, Object.keys(exports ?? {})) as unknown as OutputsOf<E>,
    runsOn: options.runsOn,
    timeoutMinutes: options.timeoutMinutes,
    // A step in the background is one that is told apart by that alone; types hide what it hands on.
    steps: (options.steps ?? []) as readonly Step[],
    exports,
  };
}

function placeOf(options: Place): Place {
  const place: Record<string, unknown> = {};
  for (const name of PLACE) if (options[name] !== undefined) place[name] = options[name];
  return place;
}

/** What jobs of both kinds share. */
export function jobBase(
  options: SharedWords & { readonly matrix?: Matrix },
): Omit<JobBase<Record<never, never>>, 'outputs'> {
  const name = plainWords(options.name);
  // What is no text stays, for a rule to name.
  const handle: JobHandle = { kind: 'job', id: typeof options.id === 'string' ? idOf(options.id) : options.id, name };
  return {
    handle,
    name,
    title: options.name,
    source: options.source,
    if: options.if,
    concurrency: options.concurrency,
    matrix: options.matrix,
    strays: [],
    after: handlesOf(options.after),
    result: expression<Result, 'needs'>(`needs.${String(handle.id)}.result`, { uses: ['needs'], references: [handle] }),
  };
}

/** What is no job, and no list of them, stays for a rule to name. */
function handlesOf(after: SharedWords['after'] = []): readonly JobHandle[] {
  const given: unknown = after;
  return Array.isArray(given) ? after.map((job) => job?.handle ?? job) : (given as readonly JobHandle[]);
}

/** Values of a job's outputs for the jobs after it. */
export const jobOutputs = (job: JobHandle, names: readonly string[]): Readonly<Record<string, JobOutput>> =>
  Object.fromEntries(
    names.map((output) => [
      output,
      Object.assign(
        expression<Scalar, 'needs'>(`needs.${job.id}.outputs.${output}`, { uses: ['needs'], references: [job] }),
        {
          job,
          output,
        },
      ),
    ]),
  );

/** How all of these ended, for `contains(…, 'failure')`. GitHub asks it of every job that is waited for: name them all. */
export const resultsOf = (...jobs: readonly { readonly handle: JobHandle }[]): Expression<Structure, 'needs'> =>
  expression<Structure, 'needs'>('needs.*.result', { uses: ['needs'], references: jobs.map(({ handle }) => handle) });

/** What the steps of a job need of its token. */
export const needsOfSteps = ({ steps }: StepsJob): readonly PermissionNeed[] =>
  workingSteps(steps).flatMap(({ permissions }) => permissions);

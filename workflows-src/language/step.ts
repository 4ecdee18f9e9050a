import type { PermissionNeed } from '../../domain/action-contract.ts';
import type { ActionReference } from './action-reference.ts';
import type { CancelStep, ParallelStep, WaitStep } from './background.ts';
import type { In } from './context.ts';
import type { Variables } from './environment.ts';
import { type Built, type Expression, expression } from './expression.ts';
import { idOf, type StepHandle } from './reference.ts';
import type { Result } from './status.ts';
import { straysOf } from './strays.ts';
import { plainWords, type Template, type Value } from './template.ts';

/** Environment variables of a step, the only place where text of strangers may go. */
export type Environment = Variables<'step env'>;
/** A condition of contexts that exist before a step starts. */
export type StepCondition = Expression<boolean, In<'step if'>>;

/** What people see of a step: its name, with values of the run in it where one says so. */
export type StepName = string | Template<In<'step name'>>;

/** What a step of every kind may say besides what it does. */
export interface StepOptions {
  readonly name: StepName;
  /** Where another step of the job has the same name, or the step is known to others by it. */
  readonly id?: string;
  readonly if?: StepCondition;
  readonly env?: Environment;
  /** Minutes after which it is ended; without it the job's. */
  readonly timeoutMinutes?: number | Expression<number, In<'step timeout'>>;
  /** Whether the job goes on as if it had succeeded. */
  readonly continueOnError?: boolean | Expression<boolean, In<'step continue-on-error'>>;
  /** What it does with the token of the job, each with its reason: `gh pr comment` writes pull requests. */
  readonly permissions?: readonly PermissionNeed[];
}

interface StepBase<Output extends string> {
  readonly handle: StepHandle;
  /** In plain words, for messages and its id. */
  readonly name: string;
  /** What people see. */
  readonly title: StepName;
  /** Whether its id is written although nothing refers to it. */
  readonly named: boolean;
  readonly if: StepCondition | undefined;
  readonly env: Environment;
  readonly timeoutMinutes: StepOptions['timeoutMinutes'];
  readonly continueOnError: StepOptions['continueOnError'];
  readonly permissions: readonly PermissionNeed[];
  /** Whether the next steps start while it still runs. */
  readonly background: boolean;
  /** Keys that it was given and does not have. */
  readonly strays: readonly string[];
  /** Its outputs as values; a misspelt one does not compile. */
  readonly outputs: Outputs<Output>;
  /** How it ended, before `continue-on-error` is looked at. */
  readonly outcome: Expression<Result, 'steps'>;
  /** How it ended for the steps behind it. */
  readonly conclusion: Expression<Result, 'steps'>;
}

/** A step that runs an action. */
export interface UsesStep<Output extends string = string> extends StepBase<Output> {
  readonly kind: 'uses';
  readonly uses: ActionReference;
  readonly with: Readonly<Record<string, Value<In<'step with'>>>>;
  /** What the action takes; `undefined` for one that nobody knows. */
  readonly declared: Readonly<Record<string, { readonly required?: boolean }>> | undefined;
}

/** A step that runs commands. */
export interface RunStep<Output extends string = string> extends StepBase<Output> {
  readonly kind: 'run';
  readonly run: string;
  readonly shell: Value<In<'step folder'>> | undefined;
  readonly workingDirectory: Value<In<'step folder'>> | undefined;
}

/** A step that does something itself. */
export type WorkingStep = UsesStep | RunStep;
/** One of those, or one that waits for, ends or groups them. */
export type Step = WorkingStep | WaitStep | CancelStep | ParallelStep;

const STEPS = ['steps'] as const;
const NO_VARIABLES: Environment = {};
const NO_OUTPUTS = {};
const NONE: readonly never[] = [];

type Outputs<Output extends string> = { readonly [Name in Output]: Expression<string, 'steps'> };

const outputsOf = <Output extends string>(
  names: readonly Output[],
  property: (path: string) => Expression<string, 'steps'>,
): Outputs<Output> =>
  (names.length === 0
    ? NO_OUTPUTS
    : Object.fromEntries(names.map((name) => [name, property(`outputs.${name}`)]))) as Outputs<Output>;

/** What every kind of working step has; the id is derived from the name, where none is said, and written only where something refers to it. */
export function stepBase<Output extends string>(outputs: readonly Output[], options: StepOptions): StepBase<Output> {
  const name = plainWords(options.name);
  const handle: StepHandle = { kind: 'step', id: options.id ?? idOf(name), name };
  const built: Built<'steps'> = { uses: STEPS, references: [handle] };
  const property = <T extends string>(path: string) => expression<T, 'steps'>(`steps.${handle.id}.${path}`, built);
  return {
    handle,
    name,
    title: options.name,
    named: options.id !== undefined,
    if: options.if,
    env: options.env ?? NO_VARIABLES,
    timeoutMinutes: options.timeoutMinutes,
    continueOnError: options.continueOnError,
    permissions: options.permissions ?? NONE,
    background: false,
    strays: NONE,
    outputs: outputsOf(outputs, property),
    outcome: property<Result>('outcome'),
    conclusion: property<Result>('conclusion'),
  };
}

/** What a step of commands says. */
export interface RunOptions<Output extends string> extends StepOptions {
  /** Shell commands. In a delivery three lines at most: logic belongs into an action, where it has types and tests. */
  readonly run: string;
  /** `bash`, `pwsh`, `python` or any program, as in `perl {0}`. */
  readonly shell?: Value<In<'step folder'>>;
  readonly workingDirectory?: Value<In<'step folder'>>;
  readonly outputs?: readonly Output[];
}

/** Keys of every step. */
export const STEP_KEYS: readonly string[] = 'name id if env timeoutMinutes continueOnError permissions'.split(' ');
const KEYS: ReadonlySet<string> = new Set([...STEP_KEYS, 'run', 'shell', 'workingDirectory', 'outputs']);

/** A step of shell commands. Values reach it as environment variables: an expression in the text would be pasted into the script
 *  before the shell reads it, quotes and all.
 *  @throws for a text that holds an expression */
export function run<const Output extends string = never>(options: RunOptions<Output>): RunStep<Output> {
  if (String(options.run).includes('${{')) {
    throw new Error(
      `The step "${plainWords(options.name)}" has an expression in its commands: hand the value over in env and write "$NAME" instead.`,
    );
  }
  return {
    ...stepBase(options.outputs ?? [], options),
    kind: 'run',
    strays: straysOf(options, KEYS),
    run: options.run,
    shell: options.shell,
    workingDirectory: options.workingDirectory,
  };
}

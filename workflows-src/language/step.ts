import type { PermissionNeed } from '../../domain/action-contract.ts';
import type { ActionReference } from './action-reference.ts';
import type { In } from './context.ts';
import { type Expression, expression } from './expression.ts';
import { idOf, type StepHandle } from './reference.ts';
import type { Result } from './status.ts';
import { straysOf } from './strays.ts';
import type { Value } from './template.ts';

/** Environment variables of a step, the only place where text of strangers may go. */
export type Environment = Readonly<Record<string, Value<In<'step env'>>>>;
/** A condition of contexts that exist before a step starts. */
export type StepCondition = Expression<boolean, In<'step if'>>;

interface StepBase<Output extends string> {
  readonly handle: StepHandle;
  readonly name: string;
  readonly if: StepCondition | undefined;
  readonly env: Environment;
  readonly permissions: readonly PermissionNeed[];
  /** Keys that it was given and does not have. */
  readonly strays: readonly string[];
  /** Its outputs as values; a misspelt one does not compile. */
  readonly outputs: { readonly [Name in Output]: Expression<string, 'steps'> };
  /** How it ended, before `continue-on-error` is looked at. */
  readonly outcome: Expression<Result, 'steps'>;
}

/** A step that runs an action. */
export interface UsesStep<Output extends string = string> extends StepBase<Output> {
  readonly kind: 'uses';
  readonly uses: ActionReference;
  readonly with: Readonly<Record<string, Value<In<'step with'>>>>;
  /** What the action takes. */
  readonly declared: Readonly<Record<string, { readonly required?: boolean }>>;
}

/** A step that runs commands. */
export interface RunStep<Output extends string = string> extends StepBase<Output> {
  readonly kind: 'run';
  readonly run: string;
  readonly workingDirectory: string | undefined;
}

/** One or the other. */
export type Step = UsesStep | RunStep;

/** What every kind of step has; the id is derived from the name, where none is said, and written only where something refers to it. */
export function stepBase<Output extends string>(
  name: string,
  outputs: readonly Output[],
  options: {
    readonly id?: string;
    readonly if?: StepCondition;
    readonly env?: Environment;
    readonly permissions?: readonly PermissionNeed[];
  },
): StepBase<Output> {
  const handle: StepHandle = { kind: 'step', id: options.id ?? idOf(name), name };
  const property = <T extends string>(path: string) =>
    expression<T, 'steps'>(`steps.${handle.id}.${path}`, { uses: ['steps'], references: [handle] });
  return {
    handle,
    name,
    if: options.if,
    env: options.env ?? {},
    permissions: options.permissions ?? [],
    strays: [],
    outputs: Object.fromEntries(outputs.map((output) => [output, property(`outputs.${output}`)])) as {
      readonly [Name in Output]: Expression<string, 'steps'>;
    },
    outcome: property<Result>('outcome'),
  };
}

/** What a step of commands says. */
export interface RunOptions<Output extends string> {
  readonly name: string;
  /** Where another step of the job has the same name. */
  readonly id?: string;
  /** What the commands do with the token of the job, each with its reason: `gh pr comment` writes pull requests. */
  readonly permissions?: readonly PermissionNeed[];
  /** Shell commands, three lines at most: logic belongs into an action, where it has types and tests. */
  readonly run: string;
  readonly env?: Environment;
  readonly workingDirectory?: string;
  readonly if?: StepCondition;
  readonly outputs?: readonly Output[];
}

const KEYS: readonly string[] = ['name', 'id', 'run', 'env', 'workingDirectory', 'if', 'outputs', 'permissions'];

/** A step of shell commands. Values reach it as environment variables: an expression in the text would be pasted into the script
 *  before the shell reads it, quotes and all.
 *  @throws for a text that holds an expression */
export function run<const Output extends string = never>(options: RunOptions<Output>): RunStep<Output> {
  if (String(options.run).includes('${{')) {
    throw new Error(
      `The step "${options.name}" has an expression in its commands: hand the value over in env and write "$NAME" instead.`,
    );
  }
  return {
    ...stepBase(options.name, options.outputs ?? [], options),
    kind: 'run',
    strays: straysOf(options, KEYS),
    run: options.run,
    workingDirectory: options.workingDirectory,
  };
}

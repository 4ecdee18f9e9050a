import {
  LOCK,
  type Lock,
  type LockedName,
  type LockedOutput,
  lockedAction,
  type OptionalInput,
  type RequiredInput,
} from '../../catalogue/lock.ts';
import type { ActionContract, InputSpec, OutputSpec } from '../../domain/action-contract.ts';
import { type ActionReference, pinned } from './action-reference.ts';
import type { In } from './context.ts';
import { permissionNeed } from './permission.ts';
import { STEP_KEYS, type StepOptions, stepBase, type UsesStep } from './step.ts';
import { straysOf } from './strays.ts';
import type { Value } from './template.ts';

type Input = Value<In<'step with'>>;

/** What a step of a third-party action says: required inputs must be there, unknown ones cannot. */
export interface ActionOptions<Name extends LockedName> extends StepOptions {
  readonly with: { readonly [Key in RequiredInput<Name>]: Input } & { readonly [Key in OptionalInput<Name>]?: Input };
}

/** A step that runs a third-party action at its pinned commit. Inputs, outputs and permissions are the lock's. */
export const action = <Name extends LockedName>(
  name: Name,
  options: ActionOptions<Name>,
): UsesStep<LockedOutput<Name>> => lockedStep<LockedOutput<Name>>(LOCK, name, options);

/** The same by a name that no type knows, at the commit of any lock; rules look at its inputs.
 *  @throws for an action that is not locked */
export function lockedStep<Output extends string = string>(
  lock: Lock,
  name: string,
  options: StepOptions & { readonly with: Readonly<Record<string, Input | undefined>> },
): UsesStep<Output> {
  const uses = pinned(name, lock);
  const locked = lockedAction(name, lock);
  const outputs = Object.keys(locked?.outputs ?? {}) as Output[];
  const permissions = (locked?.permissions ?? []).map(permissionNeed);
  return usesStep({ uses, outputs, permissions, declared: locked?.inputs ?? {} }, options);
}

type Required<Inputs> = {
  [Key in keyof Inputs]: Inputs[Key] extends { readonly required: true } ? Key : never;
}[keyof Inputs];

/** The same for one of our own actions, by its contract. */
export interface OwnActionOptions<Inputs extends Readonly<Record<string, InputSpec>>> extends StepOptions {
  readonly with: { readonly [Key in Required<Inputs>]: Input } & {
    readonly [Key in Exclude<keyof Inputs, Required<Inputs>>]?: Input;
  };
}

/** A step that runs one of our own actions, typed by its contract. */
export function ownStep<
  Inputs extends Readonly<Record<string, InputSpec>>,
  Outputs extends Readonly<Record<string, OutputSpec>>,
>(
  uses: ActionReference,
  contract: ActionContract<Inputs, Outputs>,
  options: OwnActionOptions<Inputs>,
): UsesStep<keyof Outputs & string> {
  const given: Readonly<Record<string, Input | undefined>> = options.with ?? {};
  // What a value will be is not known here, so it may need what any other text would.
  const isSaid = (input: string, text: string): boolean =>
    typeof given[input] !== 'object' && String(given[input] ?? '') === text;
  const permissions = contract.permissions.filter(
    ({ unless }) => unless === undefined || !isSaid(unless.input, unless.is),
  );
  const outputs = Object.keys(contract.outputs) as (keyof Outputs & string)[];
  return usesStep({ uses, outputs, permissions, declared: contract.inputs }, options);
}

/** What is known of an action. */
interface Known<Output extends string> {
  readonly uses: ActionReference;
  readonly outputs: readonly Output[];
  readonly permissions: UsesStep['permissions'];
  readonly declared: UsesStep['declared'];
}

const KEYS: ReadonlySet<string> = new Set([...STEP_KEYS, 'with']);

function usesStep<Output extends string>(
  { uses, outputs, permissions, declared }: Known<Output>,
  options: StepOptions & { readonly with: Readonly<Record<string, Input | undefined>> },
): UsesStep<Output> {
  return {
    ...stepBase(outputs, { ...options, permissions: [...permissions, ...(options.permissions ?? [])] }),
    kind: 'uses',
    strays: straysOf(options, KEYS),
    uses,
    declared,
    // A value that is not there stays, for a rule to name.
    with: (options.with ?? {}) as Readonly<Record<string, Input>>,
  };
}

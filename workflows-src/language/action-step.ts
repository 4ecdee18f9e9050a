import {
  LOCK,
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
import { type Environment, type StepCondition, stepBase, type UsesStep } from './step.ts';
import type { Value } from './template.ts';

type Input = Value<In<'step with'>>;

interface Options {
  readonly name: string;
  /** Where another step of the job has the same name. */
  readonly id?: string;
  readonly if?: StepCondition;
  readonly env?: Environment;
}

/** What a step of a third-party action says: required inputs must be there, unknown ones cannot. */
export interface ActionOptions<Name extends LockedName> extends Options {
  readonly with: { readonly [Key in RequiredInput<Name>]: Input } & { readonly [Key in OptionalInput<Name>]?: Input };
}

/** A step that runs a third-party action at its pinned commit. Inputs, outputs and permissions are the lock's. */
export function action<Name extends LockedName>(
  name: Name,
  options: ActionOptions<Name>,
): UsesStep<LockedOutput<Name>> {
  const locked = lockedAction(name);
  const outputs = Object.keys(locked?.outputs ?? {}) as LockedOutput<Name>[];
  return usesStep(pinned(name, LOCK), outputs, (locked?.permissions ?? []).map(permissionNeed), options);
}

type Required<Inputs> = {
  [Key in keyof Inputs]: Inputs[Key] extends { readonly required: true } ? Key : never;
}[keyof Inputs];

/** The same for one of our own actions, by its contract. */
export interface OwnActionOptions<Inputs extends Readonly<Record<string, InputSpec>>> extends Options {
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
  const given: Readonly<Record<string, Input | undefined>> = options.with;
  const needs = contract.permissions.filter(
    ({ unless }) => unless === undefined || !says(given[unless.input], unless.is),
  );
  return usesStep(uses, Object.keys(contract.outputs) as (keyof Outputs & string)[], needs, options);
}

/** What is known only when the workflow runs says nothing yet. */
const says = (input: Input | undefined, word: string): boolean =>
  typeof input !== 'object' && String(input ?? '') === word;

function usesStep<Output extends string>(
  uses: ActionReference,
  outputs: readonly Output[],
  permissions: UsesStep['permissions'],
  options: Options & { readonly with: Readonly<Record<string, Input | undefined>> },
): UsesStep<Output> {
  const inputs = Object.entries(options.with).filter((entry): entry is [string, Input] => entry[1] !== undefined);
  return {
    ...stepBase(options.name, outputs, { ...options, permissions }),
    kind: 'uses',
    uses,
    with: Object.fromEntries(inputs),
  };
}

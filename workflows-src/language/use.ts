import type { LockedName, OptionalInput, RequiredInput } from '../../catalogue/lock.ts';
import type { ActionStep } from '../../domain/runtime/suite-step.ts';

type Plain = string | number | boolean;

/** What an action of the catalogue takes in a test: required inputs must be there, unknown ones cannot. */
export type UseInputs<Name extends LockedName> = { readonly [Key in RequiredInput<Name>]: Plain } & {
  readonly [Key in OptionalInput<Name>]?: Plain;
};

/** A step of a test that uses an action of the catalogue: `steps([use('actions/setup-node', { 'node-version': '24' }), …])`. One of a lock beside the
 *  config is a plain record, which synthesis looks at. */
export const use = <Name extends LockedName>(
  name: Name,
  inputs: UseInputs<Name>,
  rest: Pick<ActionStep, 'name' | 'env'> = {},
): ActionStep => ({ uses: name, with: inputs as Readonly<Record<string, Plain>>, ...rest });

import * as core from '@actions/core';
import type { ActionContract } from '../../domain/action-contract.ts';
import type { Problem } from '../../domain/problem.ts';
import type { Invocation } from './invocation.ts';

/** Reads every declared input. A required one that is empty is added to `problems`.
 *  The runner has put the defaults of action.yml in place; it passes `with: x: ''` on as the empty string. */
export function runnerInputs<Contract extends ActionContract>(
  contract: Contract,
  problems: Problem[],
): Invocation<Contract>['inputs'] {
  const inputs = Object.entries(contract.inputs).map(([name, { required }]) => {
    const value = core.getInput(name);
    if (required && value === '') {
      problems.push({ field: name, value, message: 'this input is required. Set it under "with:" of the step.' });
    }
    return [name, value] as const;
  });
  return Object.fromEntries(inputs) as Invocation<Contract>['inputs'];
}

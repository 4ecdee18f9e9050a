import type { Lock } from '../../catalogue/lock.ts';
import type { ActionContract, InputSpec, OutputSpec } from '../../domain/action-contract.ts';
import type { Delivery } from '../../domain/delivery.ts';
import { innerPath } from '../../domain/inner-path.ts';
import { type Lot, lotFile } from '../../domain/lot.ts';
import { ownAction } from '../language/action-reference.ts';
import { type OwnActionOptions, ownStep } from '../language/action-step.ts';
import type { UsesStep } from '../language/step.ts';

/** What every pipeline is made from. */
export interface Material {
  readonly delivery: Delivery;
  /** Commits of actions that others make. */
  readonly lock: Lock;
  /** The services that these files are for. */
  readonly lot: Lot;
  /** A step of one of our own actions, from where the delivery takes them. */
  own<Inputs extends Readonly<Record<string, InputSpec>>, Outputs extends Readonly<Record<string, OutputSpec>>>(
    contract: ActionContract<Inputs, Outputs>,
    options: OwnActionOptions<Inputs>,
  ): UsesStep<keyof Outputs & string>;
}

/** The material of a lot of a delivery, with commits from this lock. */
export const material = (delivery: Delivery, lock: Lock, lot: Lot): Material => ({
  delivery,
  lock,
  lot,
  own: (contract, options) => ownStep(ownAction(contract.name, delivery.actionsFrom, lock), contract, options),
});

/** What a file of the lot is called, and its workflow: `Deploy`, and `Deploy, lot 2`. */
export const named = ({ delivery, lot: { number } }: Material, file: string, name: string) => ({
  path: `.github/workflows/${lotFile(delivery, file, number)}`,
  name: number === 1 ? name : `${name}, lot ${number}`,
});

/** A folder of the delivery, from the root of the repository. */
export const folder = ({ root }: Delivery, path: string): string => innerPath(root, path);

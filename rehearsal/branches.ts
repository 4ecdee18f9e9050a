import { branchPrefix } from '../domain/branch.ts';
import type { Delivery } from '../domain/delivery.ts';

/** Where nothing says otherwise, as on GitHub. */
const USUAL = 'main';

/** The default branch of a rehearsal: the one that the last tier takes, which is what people merge into. */
export const defaultBranch = ({ tiers }: Pick<Delivery, 'tiers'>): string => ownBranches({ tiers }).at(-1) ?? USUAL;

/** The branches that are there when a rehearsal begins: those that tiers name, the default one first. */
export function firstBranches(delivery: Pick<Delivery, 'tiers'>): readonly string[] {
  const first = defaultBranch(delivery);
  return [...new Set([first, ...ownBranches(delivery)])];
}

const ownBranches = ({ tiers }: Pick<Delivery, 'tiers'>): readonly string[] =>
  tiers.flatMap(({ from }) => (branchPrefix(from) === undefined ? [from.pattern] : []));

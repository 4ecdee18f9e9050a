import { branchPrefix } from '../../../domain/branch.ts';
import type { Service } from '../../../domain/service.ts';
import type { Tier } from '../../../domain/tier.ts';
import { targetsOf } from '../../../domain/waves.ts';
import { NoAct, type StoryDelivery } from '../../story/story.ts';

/** @throws for a tier that the delivery does not have. */
export function tierOf({ tiers }: Pick<StoryDelivery, 'tiers'>, name: string): Tier {
  const tier = tiers.find((one) => one.name === name);
  if (tier === undefined) throw new Error(`The delivery has no tier "${name}".`);
  return tier;
}

/** @throws for a service that the delivery does not have. */
export function serviceOf({ services }: Pick<StoryDelivery, 'services'>, name: string): Service {
  const service = services.find((one) => one.name === name);
  if (service === undefined) throw new Error(`The delivery has no service "${name}".`);
  return service;
}

/** A tier that takes what is pushed to its branch, with nothing to pass and nobody to ask first. */
export const takesPushes = ({ after, approval }: Tier): boolean => after === undefined && approval === undefined;

/** A branch that feeds the tier; of a pattern, the one with this ending. */
export const branchOf = ({ from }: Tier, ending: string): string => {
  const prefix = branchPrefix(from);
  return prefix === undefined ? from.pattern : `${prefix}${ending}`;
};

/** In how many clusters of a tier a release leaves a record. */
export interface Reach {
  /** Of one that is good everywhere: all of them. */
  readonly good: number;
  /** Of one that is bad everywhere: those of the first wave; where they are taken one at a time, the first one spares the others. */
  readonly bad: number;
}

export function reachOf({ cluster, tiers }: Pick<StoryDelivery, 'cluster' | 'tiers'>, name: string): Reach {
  const targets = targetsOf(cluster, tierOf({ tiers }, name).clusters);
  if (targets.kind === 'one') return { good: 1, bad: 1 };
  const { order, maxParallel } = targets.waves;
  return { good: order.flat().length, bad: maxParallel === 1 ? 1 : order[0].length };
}

/** A tier that takes branches of somebody's own. @throws {NoAct} for a delivery that has none */
export function trialOf({ tiers }: Pick<StoryDelivery, 'tiers'>): Tier {
  const trial = tiers.find((tier) => takesPushes(tier) && branchPrefix(tier.from) !== undefined);
  if (trial === undefined) throw new NoAct("It wants a tier that takes branches of somebody's own, as feature/** are.");
  return trial;
}

/** The parts that tiers play in a story that goes all the way. */
export interface Way {
  /** Takes what is pushed to a branch of somebody's own. */
  readonly trial: Tier;
  /** Takes pushes, too, and proves a release for the one after it. */
  readonly proof: Tier;
  /** Wants proof, and people's yes. */
  readonly live: Tier;
}

/** @throws {NoAct} for a delivery that has no such tiers. */
export function wayOf(delivery: Pick<StoryDelivery, 'tiers'>): Way {
  const live = delivery.tiers.findLast(({ after, approval }) => after !== undefined && approval !== undefined);
  const proof = live?.after === undefined ? undefined : tierOf(delivery, live.after);
  const trial = delivery.tiers.find((tier) => takesPushes(tier) && tier !== proof);
  if (live === undefined || proof === undefined || trial === undefined)
    throw new NoAct('It wants a tier for trials, one that proves, and one after it that people approve.');
  return { trial, proof, live };
}

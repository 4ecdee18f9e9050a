import type { Tier } from '../../../domain/tier.ts';
import type { Deed } from '../../story/deed.ts';
import type { RunStatement, Sight } from '../../story/statement.ts';
import { NoAct, type StoryDelivery } from '../../story/story.ts';
import { changesOf, leadOf, seenOf } from '../changes.ts';
import { push } from './acts.ts';
import type { Built } from './built.ts';
import { BEFORE_ROLLOUTS, builds, deployJobs, intoTier, tests } from './deploy.ts';
import type { Jobs } from './jobs.ts';
import { workflowFile } from './places.ts';
import { promoted, promotionJobs, promotionOf } from './promotion.ts';
import { branchOf, takesPushes, tierOf } from './tiers.ts';

/** The order in which a change passes the tiers of a delivery, whatever they are called. */
export interface Journey {
  /** Takes what is pushed to it. */
  readonly first: Tier;
  readonly later: readonly Tier[];
  /** Where it ends: the first one, where there is no other. */
  readonly last: Tier;
  /** The tier that proves releases for the last one. */
  readonly proof: Tier | undefined;
}

/** @throws {NoAct} where nothing takes a push */
export function journeyOf(delivery: Pick<StoryDelivery, 'tiers'>): Journey {
  const { tiers } = delivery;
  const first = tiers.find(takesPushes);
  if (first === undefined) throw new NoAct('It wants a tier that takes what is pushed to a branch.');
  const later = tiers.filter((tier) => tier !== first);
  const last = later.at(-1) ?? first;
  return { first, later, last, proof: last.after === undefined ? undefined : tierOf(delivery, last.after) };
}

/** The branch that feeds a tier on the journey; of a pattern, one branch. */
export const roadOf = (tier: Tier): string => branchOf(tier, 'heading');

/** What the service of the story says after one push and the next: about what it said before. */
export function wordsOf(of: StoryDelivery): {
  readonly first: string;
  readonly mended: string;
  readonly hotfix: string;
} {
  const about = changesOf(of).first.toLowerCase() || leadOf(of);
  return { first: `Your ${about}`, mended: `Our ${about}`, hotfix: `All ${about}` };
}

/** What every other one says after the first push. */
export const otherWords = (of: StoryDelivery, name: string): string =>
  [changesOf(of, name).first, 'and well'].filter((part) => part !== '').join(' ');

/** What people see of all services in a tier. */
export const shows = (of: StoryDelivery, tier: Tier, says: string): readonly Sight[] =>
  seenOf(of).map((name) => changesOf(of, name).sight(tier.name, name === leadOf(of) ? says : otherWords(of, name)));

/** A run of the file that deploys. */
export const pushed = (
  of: StoryDelivery,
  built: Built,
  jobs: Jobs,
  conclusion: 'success' | 'failure' = 'success',
): RunStatement => ({
  file: workflowFile(of, 'deploy'),
  event: 'push',
  conclusion,
  jobs: deployJobs(of, tests(of, 'test', {}, built.passed), builds(of, {}, built), jobs),
});

/** How a commit on the branch of a tier gets there: at once, or by its promotion.
 *  @param unproven services that go through the tier before first */
export function gets(of: StoryDelivery, tier: Tier, unproven: readonly string[] = []): Jobs {
  if (takesPushes(tier)) return intoTier(of, tier);
  const call = promotionOf(of, tier);
  return promotionJobs(of, tier, call, promoted(of, { tier, call, after: BEFORE_ROLLOUTS, unproven }));
}

/** What was on one branch gets onto that of a tier. A pattern has no branch to merge into yet. */
export const goesOn = (tier: Tier, from: string): Deed =>
  tier.from.pattern === roadOf(tier)
    ? { do: 'merge', branch: roadOf(tier), from }
    : push(roadOf(tier), { from, message: 'chore: the next tier' });

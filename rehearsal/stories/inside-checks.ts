import { isOpen } from '../../domain/edge/tier-edge.ts';
import { innerPath } from '../../domain/inner-path.ts';
import type { Tier } from '../../domain/tier.ts';
import { checksOf, type TierChecks } from '../../domain/tier-checks.ts';
import type { Change } from '../story/deed.ts';
import type { Act, Story, StoryDelivery } from '../story/story.ts';
import { changesOf, leadOf, othersOf } from './changes.ts';
import { each, push } from './facts/acts.ts';
import { BEFORE_ROLLOUTS, intoTier } from './facts/deploy.ts';
import { failed, type Jobs } from './facts/jobs.ts';
import { otherWords, pushed, roadOf, shows, wordsOf } from './facts/journey.ts';
import { adoptions, promotionJobs, promotionOf } from './facts/promotion.ts';
import { complete } from './facts/records.ts';
import { afterAdoption, checked, recorded, rollouts } from './facts/rollouts.ts';
import { takesPushes } from './facts/tiers.ts';
import { visitsOf } from './facts/visits.ts';

/** Checks in a Job of the tier reach what nobody outside reaches, and what they have shown is read from that Job. */
export const insideChecks: Story = {
  name: 'inside-checks',
  line: 'Checks run as a Job inside a tier; when they fail there, nothing is proven and nothing goes up.',
  visibility: 'public',
  acts(delivery) {
    const tier = delivery.tiers.find((each) => takesPushes(each) && checksOf(each) !== undefined);
    const checks = tier === undefined ? undefined : checksOf(tier);
    if (tier === undefined || checks === undefined) return [];
    const next = delivery.tiers.find(({ after }) => after === tier.name);
    return [
      passes(delivery, tier),
      fails(delivery, tier, checks),
      ...(next === undefined ? [] : [stops(delivery, tier, next)]),
    ];
  },
};

const namesOf = ({ services }: StoryDelivery): readonly string[] => services.map(({ name }) => name);

function passes(of: StoryDelivery, tier: Tier): Act {
  const branch = roadOf(tier);
  const served = shows(of, tier, wordsOf(of).first);
  const outside = of.edge === undefined || isOpen(tier) ? '' : ', which lets nobody in';
  return {
    title: `The checks of ${tier.name} run inside it${outside}, and pass`,
    branch,
    deeds: [
      push(branch, {
        changes: namesOf(of).map((name) => {
          const { first, says } = changesOf(of, name);
          return says(first, name === leadOf(of) ? wordsOf(of).first : otherWords(of, name));
        }),
      }),
    ],
    states: {
      runs: [pushed(of, { trust: tier.trust, isNew: namesOf(of) }, intoTier(of, tier))],
      records: namesOf(of).flatMap((name) => complete(of, name, tier.name)),
      served,
      visits: visitsOf(of, tier, served),
    },
  };
}

function fails(of: StoryDelivery, tier: Tier, checks: TierChecks): Act {
  const branch = roadOf(tier);
  const { first, mended } = wordsOf(of);
  return {
    title: `The checks of ${tier.name} find nothing to run: their Job fails, and nothing is proven`,
    branch,
    deeds: [push(branch, { from: branch, changes: [changesOf(of).says(first, mended), lost(of, checks)] })],
    states: {
      runs: [
        pushed(
          of,
          { trust: tier.trust, isNew: [leadOf(of)], passed: othersOf(of) },
          { ...intoTier(of, tier), ...failing(of, tier, '') },
          'failure',
        ),
      ],
      records: unproven(of, tier),
      served: shows(of, tier, mended),
    },
  };
}

function stops(of: StoryDelivery, tier: Tier, next: Tier): Act {
  const branch = roadOf(next);
  const call = promotionOf(of, next);
  const through = rollouts(of, { tier, call, after: afterAdoption(call) });
  const looked = adoptions(of, { tier: next, call }, BEFORE_ROLLOUTS);
  return {
    title: `A merge to ${branch} stops at the same checks, and ${next.name} stays as it is`,
    branch,
    deeds: [{ do: 'merge', branch, from: roadOf(tier) }],
    states: {
      runs: [
        pushed(
          of,
          { trust: next.trust, isNew: [] },
          promotionJobs(of, next, call, looked, through, failing(of, tier, call)),
          'failure',
        ),
      ],
      records: unproven(of, tier),
      served: [],
    },
  };
}

/** A folder that is empty: whatever the command is, its files are not there. */
const lost = ({ root }: StoryDelivery, { path }: TierChecks): Change => ({
  path: innerPath(root, `${path}/Dockerfile`),
  replace: /$(?![\s\S])/g,
  by: '\nWORKDIR /nothing\n',
});

/** The step that waited says how the Job ended, and whoever records it has asked the cluster. */
const failing = (of: StoryDelivery, tier: Tier, call: string): Jobs => ({
  ...each(checked(of, tier, call), failed(/^Job "checks-\S+" in namespace "\S+" .*exit/)),
  ...each(recorded(of, tier, call, { result: 'failure' }), failed(/^The checks failed in Job "checks-/)),
});

const unproven = (of: StoryDelivery, tier: Tier) =>
  namesOf(of).map(
    (service) =>
      ({ kind: 'rollout', service, tier: tier.name, outcome: 'failed', sentence: /verification failed/ }) as const,
  );

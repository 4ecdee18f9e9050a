import type { Act, StoryDelivery } from '../../story/story.ts';
import { changesOf, othersOf } from '../changes.ts';
import { deployRun, push, testedAndBuilt } from './acts.ts';
import { intoTier } from './deploy.ts';
import { complete } from './records.ts';
import { showsIn } from './sights.ts';

/** A push with another heading reaches a tier that takes pushes. The first one starts from what there was. */
export const released = (
  delivery: StoryDelivery,
  tier: StoryDelivery['tiers'][number],
  branch: string,
  from: string,
  to: string,
): Act => {
  const isFirst = from === changesOf(delivery).first;
  return {
    title: `"${to}" reach ${tier.name}`,
    branch,
    deeds: [
      push(branch, {
        ...(isFirst ? {} : { from: branch }),
        changes: [changesOf(delivery).says(from, to)],
      }),
    ],
    states: {
      runs: [
        deployRun(
          delivery,
          'success',
          testedAndBuilt(delivery, isFirst ? [] : othersOf(delivery)),
          intoTier(delivery, tier),
        ),
      ],
      records: delivery.services.flatMap(({ name }) => complete(delivery, name, tier.name)),
      served: showsIn(delivery, tier.name, to),
    },
  };
};

import { changesOf } from '../../rehearsal/stories/changes.ts';
import { deployRun, push } from '../../rehearsal/stories/facts/acts.ts';
import { BEFORE_ROLLOUTS, builds, tests } from '../../rehearsal/stories/facts/deploy.ts';
import { promoted, promotionJobs, promotionOf } from '../../rehearsal/stories/facts/promotion.ts';
import { complete } from '../../rehearsal/stories/facts/records.ts';
import { showsIn } from '../../rehearsal/stories/facts/sights.ts';
import { wayOf } from '../../rehearsal/stories/facts/tiers.ts';
import { MAIN_STORY } from '../../rehearsal/stories/stories.ts';
import type { Story } from '../../rehearsal/story/story.ts';

/** The first push of the main story: from a branch of anybody to the first tier. */
export const firstTier: Story = {
  ...MAIN_STORY,
  name: 'first-tier',
  acts: (of) => MAIN_STORY.acts(of).slice(0, 1),
};

/** What nobody has proven is pushed to the last tier's branch: in one act every identity of a protected tier does all of its work. */
export const throughAll: Story = {
  name: 'through-all',
  line: 'A push to the branch of the last tier goes through the one before, is approved, and gets there.',
  visibility: 'public',
  acts(delivery) {
    const { proof, live } = wayOf(delivery);
    const names = delivery.services.map(({ name }) => name);
    const call = promotionOf(delivery, live);
    const jobs = promoted(delivery, { tier: live, call, after: BEFORE_ROLLOUTS, unproven: names });
    return [
      {
        title: `A push to ${live.from.pattern} goes through ${proof.name} to ${live.name}`,
        branch: live.from.pattern,
        deeds: [
          push(live.from.pattern, { changes: [changesOf(delivery).says(changesOf(delivery).first, 'Proven agents')] }),
        ],
        states: {
          runs: [
            deployRun(
              delivery,
              'success',
              tests(delivery, 'test'),
              builds(delivery, {}, { trust: live.trust, isNew: names }),
              promotionJobs(delivery, live, call, jobs),
            ),
          ],
          records: names.flatMap((service) => [
            ...complete(delivery, service, proof.name),
            ...complete(delivery, service, live.name, { provenIn: proof.name }),
          ]),
          served: [...showsIn(delivery, proof.name, 'Proven agents'), ...showsIn(delivery, live.name, 'Proven agents')],
        },
      },
    ];
  },
};

import type { Story } from '../story/story.ts';
import { changesOf, leadOf, othersOf } from './changes.ts';
import { deployRun, push } from './facts/acts.ts';
import type { Built } from './facts/built.ts';
import { BEFORE_ROLLOUTS, builds, intoTier, tests } from './facts/deploy.ts';
import type { Jobs } from './facts/jobs.ts';
import { promoted, promotionJobs, promotionOf } from './facts/promotion.ts';
import { bad, complete } from './facts/records.ts';
import { rollout } from './facts/rollouts.ts';
import { showsIn } from './facts/sights.ts';
import { wayOf } from './facts/tiers.ts';

/** What was proven and approved can still be bad where it matters: it is taken back there, and nowhere else. */
export const brokenLive: Story = {
  name: 'broken-live',
  line: 'A release that only breaks where it matters is explained there and kept from people.',
  visibility: 'public',
  acts(delivery) {
    const { proof, live } = wayOf(delivery);
    const { first, says, crashIn } = changesOf(delivery);
    const [develop, main] = [proof.from.pattern, live.from.pattern];
    const names = delivery.services.map(({ name }) => name);
    const call = promotionOf(delivery, live);
    const fact = { tier: live, call, after: BEFORE_ROLLOUTS };
    const ready = (built: Pick<Built, 'isNew' | 'passed'>): Jobs => ({
      ...tests(delivery, 'test', {}, built.passed),
      ...builds(delivery, {}, { trust: live.trust, ...built }),
    });
    const serves = (tier: string, shows: string) => changesOf(delivery).sight(tier, shows);
    const crash = /FEATURE_FLAGS|exit/;
    const proves = (
      title: string,
      shows: string,
      change: Parameters<typeof push>[1],
      built: Pick<Built, 'isNew' | 'passed'>,
    ) => ({
      title,
      branch: develop,
      deeds: [push(develop, { from: develop, ...change })],
      states: {
        runs: [deployRun(delivery, 'success', ready(built), intoTier(delivery, proof))],
        records: names.flatMap((service) => complete(delivery, service, proof.name)),
        served: showsIn(delivery, proof.name, shows),
      },
    });
    return [
      proves(
        `A push to ${develop} reaches ${proof.name}`,
        'Good words',
        { changes: [says(first, 'Good words')] },
        { isNew: names },
      ),
      {
        title: `Its merge to ${main} reaches ${live.name}`,
        branch: main,
        deeds: [{ do: 'merge', branch: main, from: develop }],
        states: {
          runs: [
            deployRun(
              delivery,
              'success',
              ready({ isNew: [] }),
              promotionJobs(delivery, live, call, promoted(delivery, fact)),
            ),
          ],
          records: names.flatMap((service) => complete(delivery, service, live.name, { provenIn: proof.name })),
          served: showsIn(delivery, live.name, 'Good words'),
        },
      },
      proves(
        `Another one only breaks in ${live.name}`,
        'Bad words',
        { changes: [says('Good words', 'Bad words'), crashIn(live.name)] },
        { isNew: [leadOf(delivery)], passed: othersOf(delivery) },
      ),
      {
        title: `Its merge to ${main} is explained, and what was good still answers`,
        branch: main,
        deeds: [{ do: 'merge', branch: main, from: develop }],
        states: {
          runs: [
            deployRun(
              delivery,
              'failure',
              ready({ isNew: [], passed: othersOf(delivery) }),
              promotionJobs(
                delivery,
                live,
                call,
                promoted(delivery, fact),
                rollout(delivery, {
                  tier: live,
                  service: leadOf(delivery),
                  call,
                  after: [`${call} / gate`],
                  bad: crash,
                }),
              ),
            ),
          ],
          records: names.flatMap((service) =>
            service === leadOf(delivery)
              ? bad(delivery, service, live.name, /crashes|FEATURE_FLAGS|exit/)
              : complete(delivery, service, live.name),
          ),
          served: [serves(live.name, 'Good words'), serves(proof.name, 'Bad words')],
        },
      },
    ];
  },
};

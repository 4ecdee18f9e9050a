import type { Story } from '../story/story.ts';
import { changesOf, leadOf, othersOf } from './changes.ts';
import { deployRun, push, testedAndBuilt } from './facts/acts.ts';
import { BEFORE_ROLLOUTS, intoTier } from './facts/deploy.ts';
import { complete } from './facts/records.ts';
import { lastJob, rollouts } from './facts/rollouts.ts';
import { showsIn } from './facts/sights.ts';
import { branchOf, trialOf } from './facts/tiers.ts';

/** A rollout that is cancelled on its way says so, and leaves the tier with what was good. */
export const cancelledRollout: Story = {
  name: 'cancelled-rollout',
  line: 'A rollout that gets nowhere is cancelled: its record says so, and what was good still answers.',
  visibility: 'public',
  acts(delivery) {
    const trial = trialOf(delivery);
    const { first, says, deaf } = changesOf(delivery);
    const [good, bad] = [branchOf(trial, 'good'), branchOf(trial, 'deaf')];
    const names = delivery.services.map(({ name }) => name);
    const job = lastJob(delivery, trial, leadOf(delivery));
    const others = othersOf(delivery).map((name) => ({ job: lastJob(delivery, trial, name), is: 'ended' as const }));
    const served = [changesOf(delivery).sight(trial.name, 'Your words')];
    return [
      {
        title: `A good push reaches ${trial.name}`,
        branch: good,
        deeds: [push(good, { changes: [says(first, 'Your words')] })],
        states: {
          runs: [deployRun(delivery, 'success', testedAndBuilt(delivery), intoTier(delivery, trial))],
          records: names.flatMap((service) => complete(delivery, service, trial.name)),
          served: showsIn(delivery, trial.name, 'Your words'),
        },
      },
      {
        title: 'A rollout that gets nowhere is cancelled',
        branch: bad,
        // By then the other services have what is theirs.
        cast: others.length === 0 ? [] : [{ job, plays: 'is held', until: others }],
        deeds: [
          push(bad, { from: good, changes: [deaf] }),
          { do: 'cancel', of: 'push', when: { job, is: { saying: /0 of \d+ new pods? ready/ } } },
        ],
        states: {
          runs: [
            deployRun(
              delivery,
              'cancelled',
              testedAndBuilt(delivery),
              rollouts(delivery, { tier: trial, after: BEFORE_ROLLOUTS }),
              {
                [job]: { result: 'cancelled', after: BEFORE_ROLLOUTS, errors: [/^Cancelled while/, /canceled/] },
              },
            ),
          ],
          records: [
            ...othersOf(delivery).flatMap((service) => complete(delivery, service, trial.name)),
            { kind: 'rollout', service: leadOf(delivery), tier: trial.name, outcome: 'cancelled' },
          ],
          served,
        },
      },
    ];
  },
};

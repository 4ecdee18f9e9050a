import { LOST } from '../story/role.ts';
import type { Story } from '../story/story.ts';
import { changesOf, leadOf, othersOf } from './changes.ts';
import { deployRun, push, testedAndBuilt } from './facts/acts.ts';
import { BEFORE_ROLLOUTS, intoTier } from './facts/deploy.ts';
import { complete } from './facts/records.ts';
import { lastJob, rollouts } from './facts/rollouts.ts';
import { showsIn } from './facts/sights.ts';
import { branchOf, trialOf } from './facts/tiers.ts';

/** A runner that disappears in the middle of a rollout leaves a tier that the next run goes on from. */
export const lostRunner: Story = {
  name: 'lost-runner',
  line: 'The runner of a rollout disappears: the job fails, and running it again finishes what it began.',
  visibility: 'public',
  acts(delivery) {
    const trial = trialOf(delivery);
    const { first, says } = changesOf(delivery);
    const branch = branchOf(trial, 'lost');
    const job = lastJob(delivery, trial, leadOf(delivery));
    const others = othersOf(delivery);
    return [
      {
        title: 'The runner of a rollout disappears',
        branch,
        deeds: [push(branch, { changes: [says(first, 'Your words')] })],
        cast: [{ job, plays: 'is lost', when: { job, is: { saying: /new pods? ready/ } } }],
        states: {
          runs: [
            deployRun(
              delivery,
              'failure',
              testedAndBuilt(delivery),
              rollouts(delivery, { tier: trial, after: BEFORE_ROLLOUTS }),
              {
                [job]: { result: 'failure', after: BEFORE_ROLLOUTS, errors: [new RegExp(LOST.slice(0, 50))] },
              },
            ),
          ],
          records: [
            ...others.flatMap((service) => complete(delivery, service, trial.name)),
            { kind: 'rollout', service: leadOf(delivery), tier: trial.name, outcome: 'started' },
          ],
          served: showsIn(delivery, trial.name, '').filter(({ service }) => service !== leadOf(delivery)),
          unsettled: [{ tier: trial.name, service: leadOf(delivery) }],
        },
      },
      {
        title: 'What failed is run again, and goes on from there',
        branch,
        deeds: [{ do: 're-run failed jobs', branch }],
        states: {
          runs: [
            { ...deployRun(delivery, 'success', testedAndBuilt(delivery), intoTier(delivery, trial)), attempt: 2 },
          ],
          records: complete(delivery, leadOf(delivery), trial.name),
          served: [changesOf(delivery).sight(trial.name, 'Your words')],
        },
      },
    ];
  },
};

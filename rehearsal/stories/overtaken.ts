import type { Story } from '../story/story.ts';
import { changesOf } from './changes.ts';
import { act, deployRun, push, testedAndBuilt } from './facts/acts.ts';
import { intoTier } from './facts/deploy.ts';
import { complete } from './facts/records.ts';
import { lastJob } from './facts/rollouts.ts';
import { showsIn } from './facts/sights.ts';
import { branchOf, reachOf, trialOf } from './facts/tiers.ts';

/** Of two pushes the newer one stays, whichever was faster. */
export const overtaken: Story = {
  name: 'overtaken',
  line: 'Of two pushes that race, the newer one stays: the older is superseded when it comes too late.',
  visibility: 'public',
  acts(delivery) {
    const trial = trialOf(delivery);
    const { first, says } = changesOf(delivery);
    const branch = branchOf(trial, 'race');
    const names = delivery.services.map(({ name }) => name);
    const run = (by: string) => ({
      ...deployRun(delivery, 'success', testedAndBuilt(delivery), intoTier(delivery, trial)),
      by,
    });
    const change = (from: string, to: string) => ({ message: `feat: ${to}`, changes: [says(from, to)] });
    // The older one is through with all but its last build when the newer one is already there.
    const late = names.map((name) => `build / ${name}`).at(-1) ?? '';
    return [
      {
        ...act('A push whose build is slow is overtaken by the next one', branch, {
          deeds: [
            push(branch, { as: 'older', ...change(first, 'First words') }),
            push(branch, {
              as: 'newer',
              from: branch,
              ...change('First words', 'Second words'),
              when: { of: 'older', job: late, is: 'begun' },
            }),
          ],
          cast: [
            {
              of: 'older',
              job: late,
              plays: 'is held',
              until: names.map((name) => ({ of: 'newer', job: lastJob(delivery, trial, name), is: 'ended' })),
            },
          ],
          runs: [run('older'), run('newer')],
        }),
        states: {
          runs: [run('older'), run('newer')],
          records: [
            ...names.flatMap((service) => complete(delivery, service, trial.name)),
            ...names.flatMap((service) =>
              Array.from({ length: reachOf(delivery, trial.name).good }, () => ({
                kind: 'rollout' as const,
                service,
                tier: trial.name,
                outcome: 'superseded' as const,
              })),
            ),
          ],
          served: showsIn(delivery, trial.name, 'Second words'),
        },
      },
    ];
  },
};

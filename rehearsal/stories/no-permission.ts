import type { Story } from '../story/story.ts';
import { changesOf, leadOf, othersOf } from './changes.ts';
import { deployRun, push, testedAndBuilt } from './facts/acts.ts';
import { BEFORE_ROLLOUTS, intoTier } from './facts/deploy.ts';
import { workflowPath } from './facts/places.ts';
import { complete } from './facts/records.ts';
import { lastJob, rollouts } from './facts/rollouts.ts';
import { showsIn } from './facts/sights.ts';
import { branchOf, trialOf } from './facts/tiers.ts';
import { TOKENS } from './facts/tokens.ts';

/** A token that lacks a permission is refused by GitHub, and nothing is written before it is known. */
export const noPermission: Story = {
  name: 'no-permission',
  line: 'Somebody takes the right to write records from a rollout: GitHub refuses it, and nothing changes.',
  visibility: 'public',
  acts(delivery) {
    const trial = trialOf(delivery);
    const { first, says } = changesOf(delivery);
    const branch = branchOf(trial, 'rights');
    const names = delivery.services.map(({ name }) => name);
    const others = othersOf(delivery);
    const job = lastJob(delivery, trial, leadOf(delivery));
    const { deployments: _, ...rights } = TOKENS.rollout;
    const all = rollouts(delivery, { tier: trial, after: BEFORE_ROLLOUTS });
    const denied = /Resource not accessible by integration/;
    return [
      {
        title: `A good push reaches ${trial.name}`,
        branch,
        deeds: [push(branch, { changes: [says(first, 'Your words')] })],
        states: {
          runs: [deployRun(delivery, 'success', testedAndBuilt(delivery), intoTier(delivery, trial))],
          records: names.flatMap((service) => complete(delivery, service, trial.name)),
          served: showsIn(delivery, trial.name, 'Your words'),
        },
      },
      {
        title: 'The next one takes a permission from the rollout',
        branch,
        deeds: [
          push(branch, {
            from: branch,
            changes: [
              says('Your words', 'All words'),
              {
                path: workflowPath(delivery, 'deploy'),
                replace: new RegExp(`(\\n  ${job}:\\n(?: {4}.*\\n)*?) {6}deployments: write.*\\n`, 'g'),
                by: '$1',
              },
            ],
          }),
        ],
        states: {
          runs: [
            deployRun(delivery, 'failure', testedAndBuilt(delivery, others), all, {
              [job]: { ...all[job], result: 'failure', errors: [denied], token: rights },
            }),
          ],
          records: others.flatMap((service) => complete(delivery, service, trial.name)),
          served: [changesOf(delivery).sight(trial.name, 'Your words')],
        },
      },
    ];
  },
};

import type { Story } from '../story/story.ts';
import { changesOf, leadOf } from './changes.ts';
import { act, deployRun, push } from './facts/acts.ts';
import { builds, tests } from './facts/deploy.ts';
import { failed } from './facts/jobs.ts';
import { branchOf, trialOf } from './facts/tiers.ts';

/** What fails its tests may have an image, and reaches no tier. */
export const failingTest: Story = {
  name: 'failing-test',
  line: 'A push whose test fails is built, and reaches no tier.',
  visibility: 'public',
  acts(delivery) {
    const trial = trialOf(delivery);
    const { failingTest: fails } = changesOf(delivery);
    if (fails === undefined) return [];
    const branch = branchOf(trial, 'reason');
    const names = delivery.services.map(({ name }) => name);
    return [
      act('A push whose test fails is not rolled out', branch, {
        deeds: [push(branch, { changes: [fails] })],
        runs: [
          deployRun(
            delivery,
            'failure',
            tests(delivery, 'test', { [leadOf(delivery)]: failed(/exit code 1/) }),
            builds(delivery, {}, { trust: trial.trust, isNew: names }),
          ),
        ],
      }),
    ];
  },
};

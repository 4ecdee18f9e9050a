import type { Known } from '../story/deed.ts';
import type { Act, Story, StoryDelivery } from '../story/story.ts';
import { DASHBOARD } from './demo-changes.ts';
import { each } from './facts/acts.ts';
import { rollBack, rollbackRun } from './facts/dispatches.ts';
import { failed } from './facts/jobs.ts';
import { complete, refusedBack } from './facts/records.ts';
import { released } from './facts/released.ts';
import { rolledBackBy } from './facts/rollback.ts';
import { branchOf, wayOf } from './facts/tiers.ts';

/** A tier goes back to the last good release, or to any earlier one, however that is named. */
export const waysBack: Story = {
  name: 'ways-back',
  line: 'Tiers go back to the release before, or to one that their own history names, and to no other.',
  visibility: 'public',
  acts(delivery) {
    const { trial, proof } = wayOf(delivery);
    const [first, second, third] = ['First agents', 'Second agents', 'Third agents'];
    const branch = branchOf(trial, 'back');
    const of = { of: DASHBOARD, in: trial.name };
    return [
      released(delivery, trial, branch, 'Agents', first),
      released(delivery, trial, branch, first, second),
      released(delivery, trial, branch, second, third),
      back(delivery, trial, branch, second),
      // Three releases are known now, in the order of their last time: the first, the third, the second.
      back(delivery, trial, branch, first, { the: 'digest', ...of, back: 2 }),
      back(delivery, trial, branch, third, { the: 'commit', ...of, back: 2 }),
      back(delivery, trial, branch, second, { the: 'digest', ...of, back: 2 }),
      refused(delivery, trial, branch, 'f'.repeat(40), /names no state in the history/),
      refused(delivery, trial, branch, { the: 'record', ...of }, /deployment records are for display/),
      released(delivery, proof, proof.from.pattern, 'Agents', first),
      released(delivery, proof, proof.from.pattern, first, second),
      back(delivery, proof, proof.from.pattern, first),
    ];
  },
};

type Tier = StoryDelivery['tiers'][number];

const serves = (tier: Tier, shows: string) => [{ tier: tier.name, service: DASHBOARD, path: '/', shows }];

const back = (delivery: StoryDelivery, tier: Tier, branch: string, shows: string, to?: Known): Act => ({
  title: `${tier.name} goes back to "${shows}", by ${to === undefined ? 'what was there before' : `its ${to.the}`}`,
  branch,
  deeds: [rollBack(tier, DASHBOARD, branch, to)],
  states: {
    runs: [
      rollbackRun(
        delivery,
        'success',
        rolledBackBy(delivery, { tier, service: DASHBOARD, to: to === undefined ? '' : FORMS[to.the] }),
      ),
    ],
    records: complete(delivery, DASHBOARD, tier.name, { kind: 'rollback' }),
    served: serves(tier, shows),
  },
});

const FORMS: Readonly<Record<Known['the'], RegExp>> = {
  release: /@sha256:[0-9a-f]{64}$/,
  digest: /^sha256:[0-9a-f]{64}$/,
  commit: /^[0-9a-f]{40}$/,
  record: /^\d+$/,
};

/** Nothing happens for a name that the history of the tier does not know. */
function refused(delivery: StoryDelivery, tier: Tier, branch: string, to: string | Known, says: RegExp): Act {
  const told = typeof to === 'string' ? to : FORMS[to.the];
  const jobs = each(rolledBackBy(delivery, { tier, service: DASHBOARD, to: told }), failed(says));
  return {
    title: `${tier.name} does not go back to a ${typeof to === 'string' ? 'commit that it never had' : to.the}`,
    branch,
    deeds: [rollBack(tier, DASHBOARD, branch, to)],
    states: {
      runs: [rollbackRun(delivery, 'failure', jobs)],
      records: refusedBack(delivery, DASHBOARD, tier.name),
      served: [],
    },
  };
}

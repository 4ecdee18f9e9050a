import type { Known } from '../story/deed.ts';
import type { Act, Story, StoryDelivery } from '../story/story.ts';
import { changesOf, leadOf } from './changes.ts';
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
    const [first, second, third] = ['First words', 'Second words', 'Third words'];
    const { first: start } = changesOf(delivery);
    const branch = branchOf(trial, 'back');
    const of = { of: leadOf(delivery), in: trial.name };
    return [
      released(delivery, trial, branch, start, first),
      released(delivery, trial, branch, first, second),
      released(delivery, trial, branch, second, third),
      back(delivery, trial, branch, second),
      // Three releases are known now, in the order of their last time: the first, the third, the second.
      back(delivery, trial, branch, first, { the: 'digest', ...of, back: 2 }),
      back(delivery, trial, branch, third, { the: 'commit', ...of, back: 2 }),
      back(delivery, trial, branch, second, { the: 'digest', ...of, back: 2 }),
      refused(delivery, trial, branch, 'f'.repeat(40), /names no state in the history/),
      refused(delivery, trial, branch, { the: 'record', ...of }, /deployment records are for display/),
      released(delivery, proof, proof.from.pattern, start, first),
      released(delivery, proof, proof.from.pattern, first, second),
      back(delivery, proof, proof.from.pattern, first),
    ];
  },
};

type Tier = StoryDelivery['tiers'][number];

const back = (delivery: StoryDelivery, tier: Tier, branch: string, shows: string, to?: Known): Act => ({
  title: `${tier.name} goes back to "${shows}", by ${to === undefined ? 'what was there before' : `its ${to.the}`}`,
  branch,
  deeds: [rollBack(delivery, { tier, service: leadOf(delivery), branch }, to)],
  states: {
    runs: [
      rollbackRun(
        delivery,
        'success',
        rolledBackBy(delivery, { tier, service: leadOf(delivery), to: to === undefined ? '' : FORMS[to.the] }),
      ),
    ],
    records: complete(delivery, leadOf(delivery), tier.name, { kind: 'rollback' }),
    served: [changesOf(delivery).sight(tier.name, shows)],
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
  const jobs = each(rolledBackBy(delivery, { tier, service: leadOf(delivery), to: told }), failed(says));
  return {
    title: `${tier.name} does not go back to a ${typeof to === 'string' ? 'commit that it never had' : to.the}`,
    branch,
    deeds: [rollBack(delivery, { tier, service: leadOf(delivery), branch }, to)],
    states: {
      runs: [rollbackRun(delivery, 'failure', jobs)],
      records: refusedBack(delivery, leadOf(delivery), tier.name),
      served: [],
    },
  };
}

import type { Deed } from '../story/deed.ts';
import type { Act, Story, StoryDelivery } from '../story/story.ts';
import { act, deployRun, testedAndBuilt } from './facts/acts.ts';
import { intoTier } from './facts/deploy.ts';
import { promote, promotionRun, refusal, rollBack, rollbackRun } from './facts/dispatches.ts';
import { failed } from './facts/jobs.ts';
import { promoted } from './facts/promotion.ts';
import { looks, rolledOut, verifies } from './facts/roles.ts';
import { rolledBackBy } from './facts/rollback.ts';
import { branchOf, type Way, wayOf } from './facts/tiers.ts';

/** What people start by hand does what they chose, on the branch that it must be on, and nothing else. */
export const byHand: Story = {
  name: 'by-hand',
  line: 'Rollbacks and promotions that people start reach what they chose, and only from its branch.',
  visibility: 'public',
  company: 'stand-ins',
  acts(delivery) {
    const way = wayOf(delivery);
    const elsewhere = branchOf(way.trial, 'by-hand');
    return [
      act('A branch for trials is pushed', elsewhere, {
        cast: rolledOut(delivery, way.trial),
        runs: [deployRun(delivery, 'success', testedAndBuilt(delivery), intoTier(delivery, way.trial))],
      }),
      ...rollbacks(delivery),
      ...refusedRollbacks(delivery, way, elsewhere),
      ...promotions(delivery, way, elsewhere),
    ];
  },
};

const rollbacks = (delivery: StoryDelivery): readonly Act[] =>
  delivery.tiers.flatMap((tier) =>
    delivery.services.map(({ name }) => {
      const branch = branchOf(tier, 'by-hand');
      return act(`${name} in ${tier.name} is rolled back`, branch, {
        deeds: [rollBack(delivery, { tier, service: name, branch })],
        runs: [rollbackRun(delivery, 'success', rolledBackBy(delivery, { tier, service: name }))],
      });
    }),
  );

/** A tier of people's approval says which branch it wants; an environment admits its own. */
function refusedRollbacks(delivery: StoryDelivery, { trial, live }: Way, elsewhere: string): readonly Act[] {
  const says = refusal(live, elsewhere);
  return delivery.services.flatMap(({ name }) => {
    const branch = live.from.pattern;
    const kept = Object.keys(rolledBackBy(delivery, { tier: trial, service: name })).map((job) => [
      job,
      failed(new RegExp(`Branch "${branch}" is not allowed to deploy to ${trial.name}`)),
    ]);
    return [
      act(`${name} in ${live.name} is not rolled back from ${elsewhere}`, elsewhere, {
        deeds: [rollBack(delivery, { tier: live, service: name, branch: elsewhere })],
        cast: Object.keys(says).map((job) => ({ job, plays: 'itself' })),
        runs: [rollbackRun(delivery, 'failure', says)],
      }),
      act(`${name} in ${trial.name} is not rolled back from ${branch}`, branch, {
        deeds: [rollBack(delivery, { tier: trial, service: name, branch })],
        runs: [rollbackRun(delivery, 'failure', Object.fromEntries(kept))],
      }),
    ];
  });
}

function promotions(delivery: StoryDelivery, { proof, live }: Way, elsewhere: string): readonly Act[] {
  const says = refusal(live, elsewhere);
  const names = delivery.services.map(({ name }) => name);
  const branch = live.from.pattern;
  const started = (on: string): Deed => promote(delivery, live, on);
  return [
    ...[[], names].map((unproven) =>
      act(`People promote to ${live.name} what ${unproven.length === 0 ? 'is' : 'is not'} proven`, branch, {
        deeds: [started(branch)],
        cast: [
          ...looks(delivery, '', unproven),
          ...rolledOut(delivery, proof),
          ...verifies(proof),
          ...rolledOut(delivery, live),
        ],
        runs: [
          promotionRun(delivery, live, 'success', promoted(delivery, { tier: live, call: '', after: [], unproven })),
        ],
      }),
    ),
    act(`Nobody promotes to ${live.name} from ${elsewhere}`, elsewhere, {
      deeds: [started(elsewhere)],
      cast: Object.keys(says).map((job) => ({ job, plays: 'itself' })),
      runs: [promotionRun(delivery, live, 'failure', says)],
    }),
  ];
}

import type { Act, Story, StoryDelivery } from '../story/story.ts';
import { act, deployRun, push, testedAndBuilt } from './facts/acts.ts';
import { BEFORE_ROLLOUTS, intoTier } from './facts/deploy.ts';
import { rollBack, rollbackRun } from './facts/dispatches.ts';
import { held, inTurn, runsInTurn } from './facts/queue.ts';
import { rolledOut } from './facts/roles.ts';
import { rolledBackBy } from './facts/rollback.ts';
import { rollout } from './facts/rollouts.ts';
import { branchOf, takesPushes, wayOf } from './facts/tiers.ts';

/** Rollbacks stand in the queue of everything that writes there. */
export const queuesByHand: Story = {
  name: 'queues-by-hand',
  line: 'Rollbacks of one service of a tier wait for each other, and for a rollout that is under way.',
  visibility: 'public',
  company: 'stand-ins',
  acts(delivery) {
    const { trial } = wayOf(delivery);
    const branch = branchOf(trial, 'queue');
    return [
      ...delivery.services.map(({ name }) => behindRollout(delivery, trial, name, branch)),
      ...delivery.tiers.flatMap((tier) =>
        delivery.services.map(({ name }) =>
          backInTurn(delivery, tier, name, takesPushes(tier) ? branchOf(tier, 'queue') : tier.from.pattern),
        ),
      ),
    ];
  },
};

type Tier = StoryDelivery['tiers'][number];

function backInTurn(delivery: StoryDelivery, tier: Tier, service: string, branch: string): Act {
  const jobs = Object.keys(rolledBackBy(delivery, { tier, service }));
  return act(`Three rollbacks of ${service} in ${tier.name} race`, branch, {
    deeds: inTurn(jobs, rollBack(delivery, { tier, service, branch })),
    cast: held(jobs),
    runs: runsInTurn((queued) => rollbackRun(delivery, 'success', rolledBackBy(delivery, { tier, service, queued }))),
  });
}

/** Both files name the same group, so that what one of them writes the other does not. */
function behindRollout(delivery: StoryDelivery, tier: Tier, service: string, branch: string): Act {
  const rollouts = Object.keys(rollout(delivery, { tier, service, after: BEFORE_ROLLOUTS }));
  const rollbacks = Object.keys(rolledBackBy(delivery, { tier, service }));
  return act(`A rollback of ${service} in ${tier.name} waits for a rollout`, branch, {
    deeds: [
      push(branch),
      {
        ...rollBack(delivery, { tier, service, branch }),
        when: rollouts.map((job) => ({ of: 'push', job, is: 'begun' })),
      },
    ],
    cast: [
      ...rollouts.map(
        (job) =>
          ({
            of: 'push',
            job,
            plays: 'is held',
            until: { of: 'dispatch', job: rollbacks[0] ?? '', is: 'waiting' },
          }) as const,
      ),
      ...rolledOut(delivery, tier),
    ],
    runs: [
      deployRun(delivery, 'success', testedAndBuilt(delivery), intoTier(delivery, tier)),
      rollbackRun(delivery, 'success', rolledBackBy(delivery, { tier, service, queued: true })),
    ],
  });
}

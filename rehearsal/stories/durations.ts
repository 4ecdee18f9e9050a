import { tierFor } from '../../domain/service.ts';
import type { Tier } from '../../domain/tier.ts';
import type { Act, Story, StoryDelivery } from '../story/story.ts';
import { act, deployRun, each, push, testedAndBuilt } from './facts/acts.ts';
import { BEFORE_ROLLOUTS } from './facts/deploy.ts';
import { rollBack, rollbackRun } from './facts/dispatches.ts';
import { mistune, mistuned, rollbackMistuned, rolloutMistuned } from './facts/durations.ts';
import { failed } from './facts/jobs.ts';
import { adoptions, promotionJobs, promotionOf } from './facts/promotion.ts';
import { built, looks, tested } from './facts/roles.ts';
import { firstOf } from './facts/rollback.ts';
import { afterAdoption, rollouts } from './facts/rollouts.ts';
import { branchOf, serviceOf, wayOf } from './facts/tiers.ts';

/** How long rollouts may take is set per environment, without a commit: a value that is no duration is told, and nothing is done. */
export const durations: Story = {
  name: 'durations',
  line: 'Environments set how long rollouts and rollbacks take; what is no duration is refused by name.',
  visibility: 'public',
  acts(delivery) {
    const { trial, proof, live } = wayOf(delivery);
    return [
      ...[trial, proof].map((tier) => pushed(delivery, tier)),
      ...delivery.tiers.flatMap((tier) => delivery.services.map(({ name }) => returned(delivery, tier, name))),
      through(delivery, proof, live),
    ];
  },
};

const ENDING = 'durations';

function pushed(delivery: StoryDelivery, tier: Tier): Act {
  const branch = branchOf(tier, ENDING);
  return act(`Rollouts to ${tier.name} take as long as its environment says`, branch, {
    deeds: [mistune(tier), push(branch)],
    cast: [...tested(delivery), ...built(delivery, tier)],
    runs: [
      deployRun(
        delivery,
        'failure',
        testedAndBuilt(delivery),
        rollouts(mistuned(delivery, tier), {
          tier,
          after: BEFORE_ROLLOUTS,
          bad: (own) => rolloutMistuned(tierFor(own, tier)),
        }),
      ),
    ],
  });
}

function returned(delivery: StoryDelivery, tier: Tier, service: string): Act {
  const branch = branchOf(tier, ENDING);
  return act(`The rollback of ${service} in ${tier.name} takes as long as its environment says`, branch, {
    deeds: [mistune(tier), rollBack(delivery, { tier, service, branch })],
    runs: [
      rollbackRun(
        delivery,
        'failure',
        each(
          firstOf(mistuned(delivery, tier), { tier, service }),
          failed(rollbackMistuned(tierFor(serviceOf(delivery, service), tier))),
        ),
      ),
    ],
  });
}

function through(delivery: StoryDelivery, proof: Tier, live: Tier): Act {
  const branch = branchOf(live, ENDING);
  const call = promotionOf(delivery, live);
  const names = delivery.services.map(({ name }) => name);
  const kept = rollouts(mistuned(delivery, proof), {
    tier: proof,
    call,
    after: afterAdoption(call),
    bad: (own) => rolloutMistuned(tierFor(own, proof)),
  });
  return act(`So do those to ${proof.name} on the way to ${live.name}`, branch, {
    cast: [...tested(delivery), ...built(delivery, live), ...looks(delivery, call, names)],
    runs: [
      deployRun(
        delivery,
        'failure',
        testedAndBuilt(delivery),
        promotionJobs(delivery, live, call, adoptions(delivery, { tier: live, call }, BEFORE_ROLLOUTS), kept),
      ),
    ],
  });
}

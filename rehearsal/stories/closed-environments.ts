import type { Tier } from '../../domain/tier.ts';
import type { Deed } from '../story/deed.ts';
import type { Act, Story, StoryDelivery } from '../story/story.ts';
import { act, deployRun, each, push, testedAndBuilt } from './facts/acts.ts';
import { BEFORE_ROLLOUTS } from './facts/deploy.ts';
import { rollBack, rollbackRun } from './facts/dispatches.ts';
import { failed, type Jobs, within } from './facts/jobs.ts';
import { adoptions, promotionJobs, promotionOf, proven } from './facts/promotion.ts';
import { looks } from './facts/roles.ts';
import { firstOf } from './facts/rollback.ts';
import { afterAdoption, rollouts } from './facts/rollouts.ts';
import { branchOf, wayOf } from './facts/tiers.ts';

/** Every job that writes to a tier is in the tier's environment: GitHub keeps it out where the environment says so. */
export const closedEnvironments: Story = {
  name: 'closed-environments',
  line: 'An administrator closes the environment of each tier: no rollout and no rollback gets in.',
  visibility: 'public',
  company: 'stand-ins',
  acts(delivery) {
    const { trial, proof, live } = wayOf(delivery);
    return [
      ...[trial, proof].map((tier) => notPushed(delivery, tier)),
      notThrough(delivery, proof, live),
      notPromoted(delivery, live),
      notAsked(delivery, live),
      ...delivery.tiers.flatMap((tier) => delivery.services.map(({ name }) => notBack(delivery, tier, name))),
    ];
  },
};

const ENDING = 'closed';

const close = (tier: Tier): Deed => ({
  do: 'set up an environment',
  environment: tier.name,
  branches: ['nobody/**'],
});

const isClosed = (tier: Tier, branch: string): RegExp =>
  new RegExp(`Branch "${branch}" is not allowed to deploy to ${tier.name} due to environment protection rules`);

function notPushed(delivery: StoryDelivery, tier: Tier): Act {
  const branch = branchOf(tier, ENDING);
  const kept = rollouts(delivery, { tier, after: BEFORE_ROLLOUTS, bad: isClosed(tier, branch) });
  return act(`A push to ${branch} does not get into ${tier.name}`, branch, {
    deeds: [close(tier), push(branch)],
    runs: [deployRun(delivery, 'failure', testedAndBuilt(delivery), kept)],
  });
}

/** The tier before is closed already. */
function notThrough(delivery: StoryDelivery, proof: Tier, live: Tier): Act {
  const branch = branchOf(live, ENDING);
  const call = promotionOf(delivery, live);
  const kept = rollouts(delivery, {
    tier: proof,
    call,
    after: afterAdoption(call),
    bad: isClosed(proof, branch),
  });
  return act(`What lacks evidence does not get into ${proof.name} on its way to ${live.name}`, branch, {
    cast: looks(
      delivery,
      call,
      delivery.services.map(({ name }) => name),
    ),
    runs: [promotion(delivery, live, call, { ...adoptions(delivery, { tier: live, call }, BEFORE_ROLLOUTS), ...kept })],
  });
}

function notPromoted(delivery: StoryDelivery, live: Tier): Act {
  const branch = branchOf(live, ENDING);
  const call = promotionOf(delivery, live);
  const kept = rollouts(delivery, { tier: live, call, after: [within(call, 'gate')], bad: isClosed(live, branch) });
  return act(`What people approved does not get into ${live.name}`, branch, {
    // Its protection was checked while it was open.
    deeds: [push(branch), { ...close(live), when: { job: within(call, 'protection'), is: 'ended' } }],
    cast: looks(delivery, call),
    runs: [
      promotion(delivery, live, call, {
        ...proven(delivery, { tier: live, call, after: BEFORE_ROLLOUTS }),
        ...kept,
      }),
    ],
  });
}

/** What runs in a closed tier nobody sees, nor what may come, so nobody is asked whether it may change. It is closed already. */
function notAsked(delivery: StoryDelivery, live: Tier): Act {
  const branch = branchOf(live, ENDING);
  const call = promotionOf(delivery, live);
  const looked = Object.keys(adoptions(delivery, { tier: live, call }, BEFORE_ROLLOUTS));
  const kept = Object.fromEntries(looked.map((path) => [path, failed(isClosed(live, branch))]));
  return act(`Nobody is asked about ${live.name}`, branch, { runs: [promotion(delivery, live, call, kept)] });
}

const promotion = (delivery: StoryDelivery, live: Tier, call: string, jobs: Jobs) =>
  deployRun(delivery, 'failure', testedAndBuilt(delivery), promotionJobs(delivery, live, call, jobs));

function notBack(delivery: StoryDelivery, tier: Tier, service: string): Act {
  const branch = branchOf(tier, ENDING);
  const kept = each(firstOf(delivery, { tier, service }), failed(isClosed(tier, branch)));
  return act(`Nobody returns ${service} in ${tier.name}`, branch, {
    deeds: [rollBack(delivery, { tier, service, branch })],
    runs: [rollbackRun(delivery, 'failure', kept)],
  });
}

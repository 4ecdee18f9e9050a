import type { Role } from '../story/role.ts';
import type { Act, Story, StoryDelivery } from '../story/story.ts';
import { act, deployRun, push, testedAndBuilt } from './facts/acts.ts';
import { BEFORE_ROLLOUTS, intoTier } from './facts/deploy.ts';
import { type Jobs, within } from './facts/jobs.ts';
import { promoted, promotionJobs, promotionOf, proven } from './facts/promotion.ts';
import { held, inTurn, runsInTurn } from './facts/queue.ts';
import { looks, rolledOut, verifies } from './facts/roles.ts';
import { afterAdoption, type RolloutFact, rollouts } from './facts/rollouts.ts';
import { branchOf, type Way, wayOf } from './facts/tiers.ts';

/** Whatever is rolled out to a service of a tier stands in one queue, and nobody is pushed out of it. */
export const queues: Story = {
  name: 'queues',
  line: 'Three runs want to write every service of a tier: each waits for its turn, and none is lost.',
  visibility: 'public',
  company: 'stand-ins',
  acts(delivery) {
    const way = wayOf(delivery);
    return [
      intoTiers(delivery, way.trial),
      intoTiers(delivery, way.proof),
      throughProof(delivery, way),
      intoLive(delivery, way),
    ];
  },
};

type Tier = StoryDelivery['tiers'][number];

function intoTiers(delivery: StoryDelivery, tier: Tier): Act {
  const branch = branchOf(tier, 'queue');
  const jobs = (queued: boolean): Jobs => rollouts(delivery, { tier, after: BEFORE_ROLLOUTS, queued });
  const paths = Object.keys(jobs(false));
  return act(`Three pushes race to ${tier.name}`, branch, {
    deeds: inTurn(paths, push(branch)),
    cast: [...held(paths), ...rolledOut(delivery, tier), ...verifies(tier)],
    runs: runsInTurn((queued) =>
      deployRun(delivery, 'success', testedAndBuilt(delivery), intoTier(delivery, tier), jobs(queued)),
    ),
  });
}

/** Nobody gets further: whether two of them would meet once more depends on who was how fast. */
function throughProof(delivery: StoryDelivery, { proof, live }: Way): Act {
  const call = promotionOf(delivery, live);
  const unproven = delivery.services.map(({ name }) => name);
  return race(delivery, live, {
    title: `Three releases race through ${proof.name} on their way to ${live.name}, where nobody lets them in`,
    cast: [...looks(delivery, call, unproven), ...rolledOut(delivery, proof, call), ...verifies(proof, call)],
    racing: { tier: proof, call, after: afterAdoption(call) },
    jobs: proven(delivery, { tier: live, call, after: BEFORE_ROLLOUTS, unproven }, 'rejected'),
    reviewers: 'say no',
  });
}

function intoLive(delivery: StoryDelivery, { live: tier }: Way): Act {
  const call = promotionOf(delivery, tier);
  return race(delivery, tier, {
    title: `Three approved releases race to ${tier.name}`,
    cast: looks(delivery, call),
    racing: { tier, call, after: [within(call, 'gate')] },
    jobs: promoted(delivery, { tier, call, after: BEFORE_ROLLOUTS }),
  });
}

interface Race extends Pick<Act, 'title' | 'reviewers'> {
  readonly cast: readonly Role[];
  /** The rollouts that everybody wants. */
  readonly racing: Omit<RolloutFact, 'queued'>;
  /** All jobs of the promotion when nobody is in its way. */
  readonly jobs: Jobs;
}

function race(delivery: StoryDelivery, tier: Tier, { racing, jobs, cast, ...more }: Race): Act {
  const call = promotionOf(delivery, tier);
  const branch = branchOf(tier, 'queue');
  const paths = Object.keys(rollouts(delivery, racing));
  const run = (queued: boolean) =>
    deployRun(
      delivery,
      more.reviewers === undefined ? 'success' : 'failure',
      testedAndBuilt(delivery),
      promotionJobs(delivery, tier, call, jobs, rollouts(delivery, { ...racing, queued })),
    );
  const { title, ...others } = more;
  return act(title, branch, {
    deeds: inTurn(paths, push(branch)),
    cast: [...held(paths), ...cast],
    ...others,
    runs: runsInTurn(run),
  });
}

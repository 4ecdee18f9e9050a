import type { Tier } from '../../domain/tier.ts';
import type { Role } from '../story/role.ts';
import type { Act, Story, StoryDelivery } from '../story/story.ts';
import { act, deployRun, each } from './facts/acts.ts';
import { BEFORE_ROLLOUTS, builds, intoTier, tests } from './facts/deploy.ts';
import { promote, promotionRun, rollBack, rollbackRun } from './facts/dispatches.ts';
import { EXITED, EXITS, failed, type Jobs, within } from './facts/jobs.ts';
import { actionOf } from './facts/places.ts';
import { adoptions, promoted, promotionJobs, promotionOf } from './facts/promotion.ts';
import { asksPeople, builtStepByStep, looks, NO_DIGEST, rolledOut, testedStepByStep, verifies } from './facts/roles.ts';
import { rolledBackBy } from './facts/rollback.ts';
import { afterAdoption, checked, lastJob, rollouts, verified, verifyJob } from './facts/rollouts.ts';
import { branchOf, takesPushes, type Way, wayOf } from './facts/tiers.ts';

/** Nothing that a job does is better than what it was told to do. */
export const given: Story = {
  name: 'given',
  line: 'What every job of every workflow gives its steps, and hands on of what they leave; none is run.',
  visibility: 'public',
  company: 'stand-ins for steps',
  acts(delivery) {
    const way = wayOf(delivery);
    const names = delivery.services.map(({ name }) => name);
    return [
      ...delivery.tiers.filter(takesPushes).map((tier) => pushed(delivery, tier)),
      ...failedChecks(delivery, way),
      ...withdrawn(delivery, way),
      ...[[], names].flatMap((unproven) => [merged(delivery, way, unproven), dispatched(delivery, way, unproven)]),
      ...names.flatMap((name) => [[], [name]].map((unproven) => dispatched(delivery, way, unproven, name))),
      ...delivery.tiers.flatMap((tier) => names.map((name) => returned(delivery, tier, name, NO_DIGEST))),
      ...names.map((name) => returned(delivery, way.live, name)),
    ];
  },
};

const PINS = `tools:1=docker-image://docker.io/library/tools@${NO_DIGEST}`;

function built(delivery: StoryDelivery, { trust }: Tier, isNew: readonly string[]) {
  const passed = delivery.services.map(({ name }) => name).filter((name) => !isNew.includes(name));
  const of = { trust, isNew, passed, pins: PINS };
  return {
    cast: [...testedStepByStep(delivery, of), ...builtStepByStep(delivery, of)],
    jobs: { ...tests(delivery, 'test', {}, passed), ...builds(delivery, {}, of) },
  };
}

function pushed(delivery: StoryDelivery, tier: Tier): Act {
  const { cast, jobs } = built(
    delivery,
    tier,
    delivery.services.map(({ name }) => name),
  );
  return act(`A push is built, rolled out to ${tier.name} and verified`, branchOf(tier, 'given'), {
    cast: [...cast, ...rolledOut(delivery, tier), ...verifies(tier)],
    runs: [deployRun(delivery, 'success', jobs, intoTier(delivery, tier), recorded(delivery, tier, ''))],
  });
}

/** The verification records every rollout before it by a number; in several clusters by some. */
function recorded(
  delivery: StoryDelivery,
  tier: Tier,
  call: string,
  services: readonly string[] = delivery.services.map(({ name }) => name),
): Jobs {
  if (services.length === 0) return {};
  const records = new RegExp(String.raw`^\s*(\d+\s+){${services.length - 1},}\d+\s*$`);
  return verified(delivery, tier, call, services, { records });
}

/** What has failed is recorded all the same, as what it is. */
function failedChecks(delivery: StoryDelivery, way: Way): readonly Act[] {
  const { proof, live } = way;
  const { verify } = proof;
  if (verify === undefined) return [];
  const call = promotionOf(delivery, live);
  const names = delivery.services.map(({ name }) => name);
  const looked = adoptions(delivery, { tier: live, call }, BEFORE_ROLLOUTS);
  const through = rollouts(delivery, { tier: proof, call, after: afterAdoption(call) });
  const fails = (
    tier: Tier,
    title: string,
    { to = '', more = [], goesOn }: { to?: string; more?: readonly Role[]; goesOn: (check: Jobs) => Jobs },
  ): Act => {
    const { cast, jobs } = built(delivery, tier, []);
    const job = within(to, verifyJob(proof));
    const check = {
      ...verified(delivery, proof, to, names, { result: 'failure' }),
      ...each(checked(delivery, proof, to), EXITED),
    };
    return act(title, branchOf(tier, 'given'), {
      cast: [
        ...cast,
        ...more,
        ...rolledOut(delivery, proof, to),
        { job, plays: 'fails', step: verify.command, says: EXITS },
      ],
      runs: [deployRun(delivery, 'failure', jobs, goesOn(check))],
    });
  };
  return [
    fails(proof, `The checks of ${proof.name} fail`, {
      goesOn: (check) => ({ ...intoTier(delivery, proof), ...check }),
    }),
    fails(live, `The checks of ${proof.name} fail on the way to ${live.name}`, {
      to: call,
      more: looks(delivery, call, names),
      goesOn: (check) => promotionJobs(delivery, live, call, looked, through, check),
    }),
  ];
}

/** The checkout, three steps to the cluster, the question, and before all of them nothing in a first attempt. */
const UNTIL_PROOF = 5;

/** Evidence that is there when it is looked for, and gone when the tier is to be written. */
function withdrawn(delivery: StoryDelivery, way: Way): readonly Act[] {
  const { proof, live } = way;
  const call = promotionOf(delivery, live);
  const { cast, jobs } = built(delivery, live, []);
  const good = promoted(delivery, { tier: live, call, after: BEFORE_ROLLOUTS });
  return delivery.services.map((service) => {
    const job = within(call, lastJob(delivery, live, service.name));
    const says = `${service.name} was withdrawn.`;
    return act(
      `Evidence of ${service.name} in ${proof.name} is withdrawn after people said yes`,
      branchOf(live, 'given'),
      {
        cast: [
          ...cast,
          { job, plays: 'fails', step: actionOf(delivery, 'promotion'), says },
          ...goesUp(delivery, way, call, []),
        ],
        runs: [
          deployRun(
            delivery,
            'failure',
            jobs,
            promotionJobs(delivery, live, call, good, {
              [job]: {
                ...good[job],
                ...failed(/withdrawn/),
                steps: good[job]?.steps?.slice(0, UNTIL_PROOF) ?? [],
              },
            }),
          ),
        ],
      },
    );
  });
}

/** All that a promotion can come to: through the tier before, into the one that people approve. */
const goesUp = (delivery: StoryDelivery, { proof, live }: Way, call: string, unproven: readonly string[]) => [
  ...looks(delivery, call, unproven),
  ...rolledOut(delivery, proof, call),
  ...verifies(proof, call),
  ...asksPeople(delivery, call),
  ...rolledOut(delivery, live, call),
];

function merged(delivery: StoryDelivery, way: Way, unproven: readonly string[]): Act {
  const { live } = way;
  const call = promotionOf(delivery, live);
  const { cast, jobs } = built(delivery, live, []);
  const fact = { tier: live, call, after: BEFORE_ROLLOUTS, unproven };
  return act(`A merge to ${live.name} ${worded(unproven)}`, branchOf(live, 'given'), {
    cast: [...cast, ...goesUp(delivery, way, call, unproven)],
    runs: [
      deployRun(
        delivery,
        'success',
        jobs,
        promotionJobs(delivery, live, call, promoted(delivery, fact), recorded(delivery, way.proof, call, unproven)),
      ),
    ],
  });
}

/** Who has proof is promoted by name, whoever that is; who has none by leaving the form as it is.
 *  @param chosen the one service that people promote; all, where nothing is said */
function dispatched(delivery: StoryDelivery, way: Way, unproven: readonly string[], chosen?: string): Act {
  const { live } = way;
  const branch = live.from.pattern;
  const fact = { tier: live, call: '', after: [], unproven, ...(chosen === undefined ? {} : { services: [chosen] }) };
  const asWhole = unproven.length === 0 ? { service: 'all' } : {};
  return act(`${chosen ?? 'All'} promoted to ${live.name} by hand ${worded(unproven)}`, branch, {
    deeds: [promote(delivery, live, branch, chosen === undefined ? asWhole : { service: chosen })],
    cast: goesUp(delivery, way, '', unproven),
    runs: [
      promotionRun(delivery, live, 'success', promoted(delivery, fact), recorded(delivery, way.proof, '', unproven)),
    ],
  });
}

const worded = (unproven: readonly string[]): string =>
  unproven.length === 0 ? 'finds its evidence' : `finds none for ${unproven.join(' and ')}`;

/** @param to the form that people fill in has nothing there, where nothing is said */
function returned(delivery: StoryDelivery, tier: Tier, service: string, to?: string): Act {
  const branch = branchOf(tier, 'given');
  const { inputs, ...started } = rollBack(delivery, { tier, service, branch }, to);
  const filledIn = Object.fromEntries(Object.entries(inputs).filter(([name]) => name !== 'to' || to !== undefined));
  return act(
    `${service} in ${tier.name} is rolled back to what ${to === undefined ? 'nobody' : 'somebody'} named`,
    branch,
    {
      deeds: [{ ...started, inputs: filledIn }],
      runs: [rollbackRun(delivery, 'success', rolledBackBy(delivery, { tier, service, to: to ?? '' }))],
    },
  );
}

import type { Tier } from '../../domain/tier.ts';
import type { Role } from '../story/role.ts';
import type { RunStatement } from '../story/statement.ts';
import type { Act, Story, StoryDelivery } from '../story/story.ts';
import { deployRun, each, push, testedAndBuilt } from './facts/acts.ts';
import { BEFORE_ROLLOUTS, builds, intoTier, tests } from './facts/deploy.ts';
import { hanging } from './facts/hanging.ts';
import { type Jobs, within } from './facts/jobs.ts';
import { workflowFile } from './facts/places.ts';
import { adoptions, promoted, promotionJobs, promotionOf, proven } from './facts/promotion.ts';
import { looks, rolledOut } from './facts/roles.ts';
import { afterAdoption, checked, recorded, rollouts, verified, verifyJob } from './facts/rollouts.ts';
import { branchOf, wayOf } from './facts/tiers.ts';
import { BOUNDS, hung, rolloutBounds } from './facts/time.ts';

/** The checks of a tier are good. */
const passing = (tier: Tier, call = ''): Role => ({ job: within(call, verifyJob(tier)), plays: 'passes' });

/** Every job of a delivery that hangs is ended by its limit, and nothing that waited for it goes on. */
export const hang: Story = {
  name: 'hang',
  line: 'Every job of a delivery hangs in turn: its limit ends it, and nothing after it goes on.',
  visibility: 'public',
  company: 'stand-ins',
  acts: (delivery) => [...tested(delivery), ...deployed(delivery), ...livened(delivery)],
};

function tested(delivery: StoryDelivery): readonly Act[] {
  const { trial } = wayOf(delivery);
  const alone = each(tests(delivery, ''), hung(BOUNDS.questions));
  const called = each(tests(delivery, 'test'), hung(BOUNDS.questions));
  const built = each(builds(delivery), hung(BOUNDS.work));
  const branch = branchOf(trial, 'hang');
  return [
    hanging('Tests hang on a branch of no tier', push('chore/hang'), alone, {
      runs: [{ file: workflowFile(delivery, 'test'), event: 'push', conclusion: 'cancelled', jobs: alone }],
    }),
    hanging('Tests hang before a deployment', push(branch), called, {
      runs: [deployRun(delivery, 'cancelled', called, builds(delivery))],
    }),
    hanging('Builds hang', push(branch), built, {
      runs: [deployRun(delivery, 'cancelled', tests(delivery, 'test'), built)],
    }),
  ];
}

function deployed(delivery: StoryDelivery): readonly Act[] {
  const { trial, proof } = wayOf(delivery);
  const first = testedAndBuilt(delivery);
  const intoTiers = [trial, proof].map((tier) => {
    const jobs = each(rollouts(delivery, { tier, after: BEFORE_ROLLOUTS }), hung(rolloutBounds(delivery, tier)));
    return hanging(`Rollouts to ${tier.name} hang`, push(branchOf(tier, 'hang')), jobs, {
      runs: [deployRun(delivery, 'cancelled', first, jobs)],
    });
  });
  const checks = each(checked(delivery, proof), hung(BOUNDS.work));
  const saying = each(recorded(delivery, proof), hung(BOUNDS.questions));
  const verification =
    proof.verify === undefined
      ? []
      : [
          hanging(`The verification of ${proof.name} hangs`, push(branchOf(proof, 'hang')), checks, {
            cast: rolledOut(delivery, proof),
            runs: [deployRun(delivery, 'cancelled', first, intoTier(delivery, proof), checks)],
          }),
          hanging(`Whoever says how ${proof.name} was verified hangs`, push(branchOf(proof, 'hang')), saying, {
            cast: [...rolledOut(delivery, proof), passing(proof)],
            runs: [deployRun(delivery, 'cancelled', first, intoTier(delivery, proof), saying)],
          }),
        ];
  return [...intoTiers, ...verification];
}

function livened(delivery: StoryDelivery): readonly Act[] {
  const { proof, live } = wayOf(delivery);
  const call = promotionOf(delivery, live);
  const names = delivery.services.map(({ name }) => name);
  const branch = branchOf(live, 'hang');
  const fact = { tier: live, call, after: BEFORE_ROLLOUTS };
  const looked = adoptions(delivery, { tier: live, call }, BEFORE_ROLLOUTS);
  const run = (...jobs: readonly Jobs[]): readonly RunStatement[] => [
    deployRun(delivery, 'cancelled', testedAndBuilt(delivery), promotionJobs(delivery, live, call, ...jobs)),
  ];
  const of = (jobs: Jobs, ...ids: readonly string[]): Jobs =>
    Object.fromEntries(Object.entries(jobs).filter(([path]) => ids.some((id) => path === within(call, id))));

  const asked = proven(delivery, fact);
  const looking = each(looked, hung(BOUNDS.questions));
  const goesThrough = rollouts(delivery, { tier: proof, call, after: afterAdoption(call) });
  const through = each(goesThrough, hung(rolloutBounds(delivery, proof)));
  const checks = each(checked(delivery, proof, call), hung(BOUNDS.work));
  const saying = each(recorded(delivery, proof, call), hung(BOUNDS.questions));
  const verifies = verified(delivery, proof, call);
  const protection = each(of(asked, 'protection'), hung(BOUNDS.questions));
  const gate = each(of(asked, 'gate'), hung(BOUNDS.words));
  const intoLive = each(
    Object.fromEntries(Object.entries(promoted(delivery, fact)).filter(([path]) => !(path in asked))),
    hung(rolloutBounds(delivery, live)),
  );
  const proves = looks(delivery, call);
  const unproven = looks(delivery, call, names);
  return [
    hanging('The search for evidence hangs', push(branch), looking, { runs: run(looking) }),
    hanging(`Rollouts to ${proof.name} hang on the way to ${live.name}`, push(branch), through, {
      cast: unproven,
      runs: run(looked, through),
    }),
    ...(proof.verify === undefined
      ? []
      : [
          hanging(`The verification of ${proof.name} hangs on the way to ${live.name}`, push(branch), checks, {
            cast: [...unproven, ...rolledOut(delivery, proof, call)],
            runs: run(looked, goesThrough, verifies, checks),
          }),
          hanging(
            `Whoever says how ${proof.name} was verified hangs on the way to ${live.name}`,
            push(branch),
            saying,
            {
              cast: [...unproven, ...rolledOut(delivery, proof, call), passing(proof, call)],
              runs: run(looked, goesThrough, verifies, saying),
            },
          ),
        ]),
    hanging('The check of the protection hangs', push(branch), protection, {
      cast: proves,
      runs: run(looked, protection),
    }),
    hanging('The gate hangs once people said yes', push(branch), gate, { cast: proves, runs: run(asked, gate) }),
    hanging(`Rollouts to ${live.name} hang`, push(branch), intoLive, { cast: proves, runs: run(asked, intoLive) }),
  ];
}

import type { Outcome } from '../../domain/outcome.ts';
import type { Act, Story, StoryDelivery } from '../story/story.ts';
import { act, deployRun, testedAndBuilt } from './facts/acts.ts';
import { BEFORE_ROLLOUTS, builds, intoTier, tests } from './facts/deploy.ts';
import { EXITED, EXITS } from './facts/jobs.ts';
import { COMPLETE, rolledOut } from './facts/roles.ts';
import { lastJob, rollouts, verified, verifyJob } from './facts/rollouts.ts';
import { branchOf, wayOf } from './facts/tiers.ts';

/** Nothing goes on after what is not good: not after a failure, and not after a green job that brought nothing. */
export const gates: Story = {
  name: 'gates',
  line: 'What a failed test, build or rollout, or one that a newer run took over, keeps from going on.',
  visibility: 'public',
  company: 'stand-ins',
  acts: (delivery) => [...notDeployed(delivery), ...notVerified(delivery)],
};

/** Of every tier: what failed its tests, or was not built, gets into none. */
function notDeployed(delivery: StoryDelivery): readonly Act[] {
  return delivery.tiers.flatMap((tier) =>
    delivery.services.flatMap(({ name }) => {
      const branch = branchOf(tier, 'gates');
      return [
        act(`A test of ${name} fails on ${branch}`, branch, {
          cast: [{ job: `test / ${name}`, plays: 'fails', says: EXITS }],
          runs: [deployRun(delivery, 'failure', tests(delivery, 'test', { [name]: EXITED }), builds(delivery))],
        }),
        act(`The build of ${name} fails on ${branch}`, branch, {
          cast: [{ job: `build / ${name}`, plays: 'fails', says: EXITS }],
          runs: [deployRun(delivery, 'failure', tests(delivery, 'test'), builds(delivery, { [name]: EXITED }))],
        }),
      ];
    }),
  );
}

/** How the rollouts of a tier end, and whether there is something to verify then. */
const ENDS: readonly { readonly first: Outcome; readonly others: Outcome; readonly verified: boolean }[] = [
  { first: 'complete', others: 'complete', verified: true },
  { first: 'complete', others: 'skipped', verified: true },
  { first: 'skipped', others: 'complete', verified: true },
  { first: 'skipped', others: 'skipped', verified: false },
  { first: 'superseded', others: 'complete', verified: false },
  { first: 'complete', others: 'superseded', verified: false },
];

/** A tier is verified when all of it is there and something of it is new. */
function notVerified(delivery: StoryDelivery): readonly Act[] {
  const { proof } = wayOf(delivery);
  if (proof.verify === undefined) return [];
  const branch = branchOf(proof, 'gates');
  const [first, ...others] = delivery.services.map(({ name }) => name);
  const before = testedAndBuilt(delivery);
  const green = rollouts(delivery, { tier: proof, after: BEFORE_ROLLOUTS });
  const ends = ENDS.map((end) => {
    const outcomes = Object.fromEntries([[first, end.first], ...others.map((name) => [name, end.others])]);
    return act(`Rollouts to ${proof.name} end ${Object.values(outcomes).join(' and ')}`, branch, {
      cast: rolledOut(delivery, proof, '', outcomes),
      runs: [deployRun(delivery, 'success', before, green, end.verified ? verified(delivery, proof) : {})],
    });
  });
  const failures = delivery.services.map(({ name }) => {
    const job = lastJob(delivery, proof, name);
    return act(`The rollout of ${name} to ${proof.name} is complete, and its job fails after all`, branch, {
      cast: [{ job, plays: 'fails', says: EXITS, outputs: COMPLETE }, ...rolledOut(delivery, proof)],
      runs: [deployRun(delivery, 'failure', before, green, { [job]: { ...green[job], ...EXITED } })],
    });
  });
  const check = verifyJob(proof);
  return [
    ...ends,
    ...failures,
    act(`The verification of ${proof.name} fails`, branch, {
      cast: [...rolledOut(delivery, proof), { job: check, plays: 'fails', says: EXITS }],
      runs: [deployRun(delivery, 'failure', before, intoTier(delivery, proof), { [check]: EXITED })],
    }),
  ];
}

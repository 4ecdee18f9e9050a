import type { Act, Story, StoryDelivery } from '../story/story.ts';
import { changesOf, leadOf, othersOf } from './changes.ts';
import { deployRun, each, push, testedAndBuilt } from './facts/acts.ts';
import { BEFORE_ROLLOUTS, intoTier } from './facts/deploy.ts';
import { EXITED, failed } from './facts/jobs.ts';
import { adoptions, promotionJobs, promotionOf } from './facts/promotion.ts';
import { complete } from './facts/records.ts';
import { afterAdoption, checked, recorded, rollouts } from './facts/rollouts.ts';
import { showsIn } from './facts/sights.ts';
import { type Way, wayOf } from './facts/tiers.ts';
import { lyingCheck, lyingTest } from './lies.ts';

/** Tests run what a repository and its packages say. They write whatever they like, and nobody reads it: of the job that runs them
 *  GitHub's word alone counts, and nothing else in it. */
export const hostileTests: Story = {
  name: 'hostile-tests',
  line: 'Tests that write results, outputs and records of their own are read by nobody, and prove nothing.',
  visibility: 'public',
  acts(delivery) {
    const way = wayOf(delivery);
    const { tests } = changesOf(delivery);
    if (tests === undefined) return [];
    return [aTestLies(delivery, way, tests), ...(way.proof.verify === undefined ? [] : checksLie(delivery, way))];
  },
};

const [FIRST, SECOND] = ['Your words', 'All words'];

/** What a service's own test hands on changes nothing of what is built and rolled out. */
function aTestLies(of: StoryDelivery, { proof }: Way, tests: string): Act {
  const develop = proof.from.pattern;
  return {
    title: `A test of ${leadOf(of)} says what it likes, and ${proof.name} gets what was built`,
    branch: develop,
    deeds: [
      push(develop, { from: develop, changes: [changesOf(of).says(changesOf(of).first, FIRST), lyingTest(of, tests)] }),
    ],
    states: {
      runs: [deployRun(of, 'success', testedAndBuilt(of), intoTier(of, proof))],
      records: of.services.flatMap(({ name }) => complete(of, name, proof.name)),
      served: showsIn(of, proof.name, FIRST),
    },
  };
}

/** Checks fail, and say in every place that they can write to that they have passed. */
function checksLie(of: StoryDelivery, { proof, live }: Way): readonly Act[] {
  const [develop, main] = [proof.from.pattern, live.from.pattern];
  const names = of.services.map(({ name }) => name);
  const call = promotionOf(of, live);
  const fails = (to: string) => ({
    ...each(checked(of, proof, to), EXITED),
    ...each(recorded(of, proof, to, { result: 'failure' }), failed(/^The checks ended with "failure"\.$/)),
  });
  const records = names.map(
    (service) =>
      ({ kind: 'rollout', service, tier: proof.name, outcome: 'failed', sentence: /verification failed/ }) as const,
  );
  const through = rollouts(of, { tier: proof, call, after: afterAdoption(call) });
  return [
    {
      title: `The checks of ${proof.name} fail and call that a success: it is told as it was`,
      branch: develop,
      deeds: [push(develop, { from: develop, changes: [changesOf(of).says(FIRST, SECOND), lyingCheck(of, proof)] })],
      states: {
        runs: [deployRun(of, 'failure', testedAndBuilt(of, othersOf(of)), { ...intoTier(of, proof), ...fails('') })],
        records,
        served: showsIn(of, proof.name, SECOND),
      },
    },
    {
      title: `A merge to ${main} finds nothing proven, and stops at the same checks`,
      branch: main,
      deeds: [{ do: 'merge', branch: main, from: develop }],
      states: {
        runs: [
          deployRun(
            of,
            'failure',
            testedAndBuilt(of),
            promotionJobs(of, live, call, adoptions(of, { tier: live, call }, BEFORE_ROLLOUTS), through, fails(call)),
          ),
        ],
        records,
        served: [],
      },
    },
  ];
}

import type { Tier } from '../../../domain/tier.ts';
import type { JobStatement } from '../../story/statement.ts';
import type { StoryDelivery } from '../../story/story.ts';
import { buildSteps } from './build-steps.ts';
import type { Built } from './built.ts';
import { checksBuilds } from './inside.ts';
import { type Jobs, jobsOf, within } from './jobs.ts';
import { promotionOf } from './promotion.ts';
import { rolloutJobs, rollouts, verified } from './rollouts.ts';
import { type TestEnd, testSteps } from './test-steps.ts';
import { takesPushes } from './tiers.ts';
import { TOKENS } from './tokens.ts';

/** The jobs of deploy.yml, which every push to a branch of a tier starts: those that are stated, and all others skipped. */
export const deployJobs = (delivery: StoryDelivery, ...stated: readonly Jobs[]): Jobs =>
  jobsOf(
    [
      'notice',
      'test',
      'build',
      ...delivery.tiers.filter(takesPushes).flatMap((tier) => rolloutJobs(delivery, tier)),
      ...delivery.tiers.filter((tier) => !takesPushes(tier)).map((tier) => promotionOf(delivery, tier)),
    ],
    ...stated,
  );

/** What differs from the job of every other service, by service. */
type Differences = Readonly<Record<string, Partial<JobStatement>>>;

/** One test for each service. @param passed services whose tests have passed on the same files, on this branch or the default one */
export const tests = (
  of: StoryDelivery,
  call: string,
  differing: Differences = {},
  passed: readonly string[] = [],
): Jobs =>
  Object.fromEntries(
    of.services.map((service) => [
      within(call, service.name),
      {
        result: 'success',
        token: TOKENS.test,
        steps: testSteps(of, service, testEnd(service.name, differing, passed)),
        ...differing[service.name],
      } satisfies JobStatement,
    ]),
  );

function testEnd(service: string, differing: Differences, passed: readonly string[]): TestEnd {
  if (passed.includes(service)) return 'has passed';
  return differing[service]?.result === 'failure' ? 'fails' : 'passes';
}

/** One build for each service. @param built nothing is said of its steps without it */
export const builds = (of: StoryDelivery, differing: Differences = {}, built?: Built): Jobs => ({
  ...Object.fromEntries(
    of.services.map((service) => [
      within('build', service.name),
      {
        result: 'success',
        token: TOKENS.build,
        ...(built === undefined ? {} : { steps: buildSteps(of, service, built) }),
        ...differing[service.name],
      } satisfies JobStatement,
    ]),
  ),
  ...checksBuilds(of, built),
});

/** What comes before every rollout and promotion: nothing that failed its tests is deployed. */
export const BEFORE_ROLLOUTS: readonly string[] = ['test', 'build'];

/** Every service into a tier that takes pushes, which is verified where it says so. */
export const intoTier = (delivery: StoryDelivery, tier: Tier): Jobs =>
  Object.assign({}, rollouts(delivery, { tier, after: BEFORE_ROLLOUTS }), verified(delivery, tier));

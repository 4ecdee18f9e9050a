import type { Tier } from '../../../domain/tier.ts';
import { APPROVER, approvalEnvironment } from '../../administrator.ts';
import type { Answer, JobStatement } from '../../story/statement.ts';
import type { StoryDelivery } from '../../story/story.ts';
import { type Jobs, jobsOf, within } from './jobs.ts';
import { rolloutJobs } from './rollouts.ts';
import { takesPushes, tierOf } from './tiers.ts';
import { TOKENS } from './tokens.ts';

/** Name of the promotion into a tier: of its workflow file, and of the job that calls it. */
export const promotionOf = ({ tiers }: Pick<StoryDelivery, 'tiers'>, { name }: Tier): string =>
  tiers.filter((tier) => !takesPushes(tier)).length === 1 ? 'promote' : `promote-${name}`;

/** Everybody who is asked says yes. */
export const YES: Answer = { said: 'approved', by: APPROVER.login };

/** The jobs of a promotion as `deploy.yml` calls it: those that are stated, and all others skipped. */
export function promotionJobs(delivery: StoryDelivery, tier: Tier, call: string, ...stated: readonly Jobs[]): Jobs {
  const before = tier.after === undefined ? undefined : tierOf(delivery, tier.after);
  const ids = [
    'notice',
    `refuse-${tier.name}`,
    ...(before === undefined ? [] : delivery.services.map(({ name }) => `adopt-${name}`)),
    ...(before === undefined || !takesPushes(before) ? [] : rolloutJobs(delivery, before)),
    ...(tier.approval === undefined ? [] : ['protection', 'gate']),
    ...rolloutJobs(delivery, tier),
  ];
  return jobsOf(
    ids.map((id) => within(call, id)),
    ...stated,
  );
}

/** The evidence of each service is looked for, once the jobs of the caller are through. */
export const adoptions = (
  { services }: Pick<StoryDelivery, 'services'>,
  call: string,
  after: readonly string[],
): Jobs =>
  Object.fromEntries(
    services.map(({ name }) => [
      within(call, `adopt-${name}`),
      { result: 'success', after, token: TOKENS.adopt } satisfies JobStatement,
    ]),
  );

/** The protection of the tier is checked, then people are asked. */
export function approved(tier: Tier, call: string, after: readonly string[], answer: Answer = YES): Jobs {
  if (tier.approval === undefined) return {};
  const environment = approvalEnvironment(tier.name);
  const gate: JobStatement = {
    result: 'success',
    after: [within(call, 'protection')],
    token: TOKENS.words,
    waits: [{ for: 'reviewers', environment, answer }],
  };
  return {
    [within(call, 'protection')]: { result: 'success', after, token: TOKENS.protection },
    [within(call, 'gate')]: gate,
  };
}

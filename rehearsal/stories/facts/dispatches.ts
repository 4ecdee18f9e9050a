import type { Tier } from '../../../domain/tier.ts';
import type { Deed, Known } from '../../story/deed.ts';
import type { RunStatement } from '../../story/statement.ts';
import type { StoryDelivery } from '../../story/story.ts';
import { failed, type Jobs, within } from './jobs.ts';
import { SAYS, workflowFile } from './places.ts';
import { promotionJobs, promotionOf } from './promotion.ts';
import { rollbackJobs } from './rollback.ts';
import { TOKENS } from './tokens.ts';

/** Somebody returns a service of a tier. @param to empty for the last good release before the current one */
export const rollBack = (
  of: StoryDelivery,
  { tier, service, branch }: { readonly tier: Tier; readonly service: string; readonly branch: string },
  to: string | Known = '',
): Deed & { readonly do: 'dispatch' } => ({
  do: 'dispatch',
  workflow: workflowFile(of, 'rollback'),
  branch,
  inputs: { tier: tier.name, service, to },
});

export const rollbackRun = (
  delivery: StoryDelivery,
  conclusion: RunStatement['conclusion'],
  ...jobs: readonly Jobs[]
): RunStatement => ({
  file: workflowFile(delivery, 'rollback'),
  event: 'workflow_dispatch',
  conclusion,
  jobs: rollbackJobs(delivery, ...jobs),
});

/** Somebody promotes what is on the branch. @param inputs all services and the newest commit, where nothing is said */
export const promote = (
  delivery: StoryDelivery,
  tier: Tier,
  branch: string,
  inputs: Readonly<Record<string, string | Known>> = {},
): Deed & { readonly do: 'dispatch' } => ({
  do: 'dispatch',
  workflow: workflowFile(delivery, promotionOf(delivery, tier)),
  branch,
  inputs,
});

export const promotionRun = (
  delivery: StoryDelivery,
  tier: Tier,
  conclusion: RunStatement['conclusion'],
  ...jobs: readonly Jobs[]
): RunStatement => ({
  file: workflowFile(delivery, promotionOf(delivery, tier)),
  event: 'workflow_dispatch',
  conclusion,
  jobs: promotionJobs(delivery, tier, '', ...jobs),
});

/** A run on a branch that must not reach the tier says so, and fails. */
export const refusal = ({ name, from }: Tier, branch: string, call = ''): Jobs => ({
  [within(call, `refuse-${name}`)]: {
    ...failed(new RegExp(`refs/heads/${branch}; wanted: ${from.pattern}`), /exit code 1/),
    token: TOKENS.words,
    steps: [{ run: SAYS, env: { WANTED: from.pattern } }],
  },
});

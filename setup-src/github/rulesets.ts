import type { Delivery } from '../../domain/delivery.ts';

/** A ruleset for one branch: nothing gets onto it but by a pull request that somebody else has read. */
export interface Ruleset {
  readonly name: string;
  readonly ref: string;
}

/** What a protected branch runs is what its workflow files say: who can push to it can do all that its identities can. */
export const rulesetsOf = ({ tiers }: Delivery): readonly Ruleset[] =>
  tiers
    .filter(({ trust }) => trust === 'protected')
    .map(({ from }) => ({ name: `Sluice: ${from.pattern}`, ref: `refs/heads/${from.pattern}` }));

/** Rules of every such ruleset, in GitHub's words. `deletion` and `non_fast_forward` keep what was read where it was read. */
export const PULL_REQUEST = {
  allowed_merge_methods: ['merge', 'squash', 'rebase'],
  dismiss_stale_reviews_on_push: true,
  require_code_owner_review: true,
  require_last_push_approval: true,
  required_approving_review_count: 1,
  required_review_thread_resolution: false,
} as const;

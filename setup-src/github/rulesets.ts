import type { Delivery } from '../../domain/delivery.ts';

/** Rules for branches or tags by their names, which nobody may pass by. */
export interface Ruleset {
  readonly name: string;
  readonly target: 'branch' | 'tag';
  readonly refs: readonly string[];
}

/** What a protected branch runs is what its workflow files say: who can push to it can do all that its identities can. A tag of its
 *  name takes nothing from it, but GitHub tells of a run of either by the name alone. */
export function rulesetsOf({ tiers }: Delivery): readonly Ruleset[] {
  const branches = [...new Set(tiers.flatMap(({ trust, from }) => (trust === 'protected' ? [from.pattern] : [])))];
  return [
    ...branches.map((name): Ruleset => ({ name: `Sluice: ${name}`, target: 'branch', refs: [`refs/heads/${name}`] })),
    ...(branches.length === 0
      ? []
      : [
          {
            name: 'Sluice: no tag is called like a branch',
            target: 'tag' as const,
            refs: branches.map((name) => `refs/tags/${name}`),
          },
        ]),
  ];
}

/** What is not allowed, in GitHub's words. A branch that is there stays, and what was read on it stays where it was read: made anew it
 *  would hold whatever its maker likes. */
export const FORBIDDEN = {
  branch: ['creation', 'deletion', 'non_fast_forward'],
  tag: ['creation', 'update'],
} as const satisfies Readonly<Record<Ruleset['target'], readonly string[]>>;

/** Nothing gets onto a branch but by a pull request that somebody else has read. */
export const PULL_REQUEST = {
  allowed_merge_methods: ['merge', 'squash', 'rebase'],
  dismiss_stale_reviews_on_push: true,
  require_code_owner_review: true,
  require_last_push_approval: true,
  required_approving_review_count: 1,
  required_review_thread_resolution: false,
} as const;

import { repositoryPath } from '../commands-that-mend.ts';
import { lineOfTier } from '../lines.ts';
import type { DoctorRule } from '../rule.ts';

/** GitHub tells of a run of either by the name alone. */
export const tagsLikeBranches: DoctorRule = {
  id: 'tags-like-branches',
  checks: (wanted) =>
    wanted.delivery.tiers
      .filter(({ trust }) => trust === 'protected')
      .map((tier) => ({
        lines: [lineOfTier(tier)],
        about: `a tag called ${tier.from.pattern}`,
        question: {
          program: 'gh',
          path: `${repositoryPath(wanted)}/git/ref/tags/${encodeURIComponent(tier.from.pattern)}`,
        },
        judge: (value) =>
          value === undefined
            ? []
            : [
                {
                  sentence: `There is a tag called ${tier.from.pattern}, like the branch of ${tier.name}: GitHub tells of its runs as of those of the branch.`,
                  command: `git push origin :refs/tags/${tier.from.pattern}`,
                },
              ],
      })),
};

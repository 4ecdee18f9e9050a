import { repositoryPath } from '../commands-that-mend.ts';
import { lineOfTier } from '../lines.ts';
import type { DoctorRule } from '../rule.ts';

/** A branch that is not there yet belongs to whoever makes it. */
export const protectedBranches: DoctorRule = {
  id: 'protected-branches',
  checks: (wanted) =>
    wanted.delivery.tiers
      .filter(({ trust }) => trust === 'protected')
      .map((tier) => ({
        lines: [lineOfTier(tier)],
        about: `the branch ${tier.from.pattern}`,
        question: {
          program: 'gh',
          path: `${repositoryPath(wanted)}/branches/${encodeURIComponent(tier.from.pattern)}`,
        },
        judge: (value) =>
          value !== undefined
            ? []
            : [
                {
                  sentence: `There is no branch ${tier.from.pattern}, from which ${tier.name} is reached: whoever makes it decides what it holds.`,
                  command: `git push origin HEAD:refs/heads/${tier.from.pattern}`,
                },
              ],
      })),
};

import { describe, expect, it } from '@jest/globals';
import { branch } from '../../../domain/branch.ts';
import { tier } from '../../../domain/tier.ts';
import { defaultBranch, firstBranches } from '../../../rehearsal/branches.ts';

const from = (...patterns: readonly string[]) => ({
  tiers: patterns.map((pattern) => tier(pattern, { from: branch(pattern) })),
});

describe('the branches that a rehearsal begins with', () => {
  it('are those that tiers name, the last of them first: people merge into it', () => {
    expect(firstBranches(from('feature/**', 'develop', 'main'))).toEqual(['main', 'develop']);
    expect(firstBranches(from('trunk', 'prod'))).toEqual(['prod', 'trunk']);
    expect(defaultBranch(from('trunk', 'release/**'))).toBe('trunk');
  });

  it('are the usual one where no tier names any', () => {
    expect(firstBranches(from('feature/**'))).toEqual(['main']);
  });
});

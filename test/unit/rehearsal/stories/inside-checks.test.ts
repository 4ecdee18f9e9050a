import { describe, expect, it } from '@jest/globals';
import { insideChecks } from '../../../../rehearsal/stories/inside-checks.ts';
import { lostRunner } from '../../../../rehearsal/stories/lost-runner.ts';
import { MAIN_STORY, STORIES } from '../../../../rehearsal/stories/stories.ts';
import { NoAct, type Story } from '../../../../rehearsal/story/story.ts';
import { insideDelivery } from '../../../fixtures/inside.ts';
import { platform } from '../../../fixtures/platform.ts';

const OF = insideDelivery();
const titlesOf = (story: Story, of = OF) => story.acts(of).map(({ title }) => title);

describe('stories of a delivery whose checks run inside a tier', () => {
  it('have one of their own, of checks that pass and of checks that fail, as far as the tier after', () => {
    expect(titlesOf(insideChecks)).toEqual([
      'The checks of staging run inside it, which lets nobody in, and pass',
      'The checks of staging find nothing to run: their Job fails, and nothing is proven',
      'A merge to main stops at the same checks, and production stays as it is',
    ]);
    expect(titlesOf(insideChecks, insideDelivery({ allow: ['198.51.100.0/24'] }))[0]).toBe(
      'The checks of staging run inside it, and pass',
    );
    expect(insideChecks.acts(platform)).toEqual([]);
  });

  it('say which checks are built: those of tiers of the trust that is built, and of no other', () => {
    const jobs = MAIN_STORY.acts(OF).map(({ states }) => states.runs[0]?.jobs['build / checks-staging']?.result);
    expect(jobs).toContain('skipped');
    expect(jobs).toContain('success');
  });

  it('are told, or say what they want instead', () => {
    for (const story of STORIES) {
      try {
        story.acts(OF);
      } catch (error) {
        expect(error).toBeInstanceOf(NoAct);
      }
    }
    expect(() => lostRunner.acts(OF)).toThrow('It wants checks that run on machines of GitHub');
  });
});

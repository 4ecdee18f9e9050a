import { describe, expect, it } from '@jest/globals';
import { tellStory } from '../../../../cli/rehearsal/tell-story.ts';
import { insideChecks } from '../../../../rehearsal/stories/inside-checks.ts';
import { MAIN_STORY, STORIES } from '../../../../rehearsal/stories/stories.ts';
import { actsOf, NothingToTell } from '../../../../rehearsal/story/acts-of.ts';
import type { Story, StoryDelivery } from '../../../../rehearsal/story/story.ts';
import { backedUp } from '../../../fixtures/backed-up.ts';
import { insideDelivery } from '../../../fixtures/inside.ts';
import { platform } from '../../../fixtures/platform.ts';
import { withFolder } from '../../../with-folder.ts';

const DEMO = await withFolder(backedUp);
/** Stories of what the demo has in another way: its checks run on machines of GitHub. */
const OTHERS: Readonly<Record<string, StoryDelivery>> = { [insideChecks.name]: insideDelivery() };

/** Tells of the checks of a tier, and of nothing where no tier has any. */
const aboutChecks: Story = {
  ...MAIN_STORY,
  name: 'about-checks',
  acts: (delivery) => (delivery.tiers.some(({ verify }) => verify !== undefined) ? MAIN_STORY.acts(delivery) : []),
};
const unchecked = { ...platform, tiers: platform.tiers.map((tier) => ({ ...tier, verify: undefined })) };

describe('the acts of a story', () => {
  it.each(STORIES)('are what it tells of the delivery: $name', (story) => {
    const of = OTHERS[story.name] ?? DEMO;
    const acts = actsOf(story, of);
    expect(acts.length).toBeGreaterThan(0);
    expect(JSON.stringify(acts)).toEqual(JSON.stringify(story.acts(of)));
  });

  it('are never none: such a story is refused by its name, with what it was asked to tell of', () => {
    expect(actsOf(aboutChecks, platform)).toHaveLength(MAIN_STORY.acts(platform).length);
    expect(() => actsOf(aboutChecks, unchecked)).toThrow(NothingToTell);
    expect(() => actsOf(aboutChecks, unchecked)).toThrow(
      /^The story "about-checks" has no act for ai-agent-api, dashboard in dev, staging, production, so nothing was checked: .* Tell another one/,
    );
  });

  it('that are none are not told on the command line, where the end would say that all went as it must', async () => {
    const said: string[] = [];
    const narrator = { say: (line: string) => said.push(line), sentence: (line: string) => said.push(line) };
    const session = {
      ...{ delivery: unchecked, narrator, folders: { runs: '/runs' } },
      world: {
        git: { file: async () => undefined },
        repository: { variables: new Map(), environments: new Map() },
      },
    } as unknown as Parameters<typeof tellStory>[1];
    await expect(tellStory(aboutChecks, session, (_, text) => text)).rejects.toThrow(NothingToTell);
    expect(said).toEqual([]);
  });
});

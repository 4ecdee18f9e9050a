import { type Playing, playStory } from '../../../rehearsal/play-story.ts';
import type { Story } from '../../../rehearsal/story/story.ts';
import { InvalidWorkflow, NotRehearsed } from '../../../rehearsal/workflow/problems.ts';

/** How a story went: as it states, or otherwise. */
export type Ending =
  | { readonly held: true }
  | {
      readonly held: false;
      /** Titles of the acts up to the one that went otherwise. */
      readonly acts: readonly string[];
      readonly sentence: string;
    };

/** Plays one story up to the first act that goes otherwise than it states. A workflow that cannot be started is a deviation, too: nothing
 *  of the story can be.
 *  @throws what is broken in the rehearsal itself */
export async function ending(story: Story, playing: Playing): Promise<Ending> {
  const acts = story.acts(playing.delivery);
  const begun: string[] = [];
  const upToNow = (): readonly string[] => (begun.length > 0 ? begun : acts.slice(0, 1).map(({ title }) => title));
  try {
    const scenes = await playStory(story, playing, {
      begins: ({ title }) => {
        begun.push(title);
      },
      ended: () => {},
    });
    const otherwise = scenes.find(({ problems }) => problems.length > 0);
    if (otherwise !== undefined) return { held: false, acts: upToNow(), sentence: otherwise.problems[0] ?? '' };
    if (scenes.length === acts.length) return { held: true };
    return { held: false, acts: upToNow(), sentence: `The story ended after ${scenes.length} of ${acts.length} acts.` };
  } catch (error) {
    if (error instanceof InvalidWorkflow || error instanceof NotRehearsed)
      return { held: false, acts: upToNow(), sentence: error.message.split('\n')[0] ?? '' };
    throw error;
  }
}

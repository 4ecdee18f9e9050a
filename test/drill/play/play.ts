import { type Playing, playStory } from '../../../rehearsal/play-story.ts';
import type { Story } from '../../../rehearsal/story/story.ts';
import { InvalidWorkflow, NotRehearsed } from '../../../rehearsal/workflow/problems.ts';

/** How a story went: as it states, or otherwise. */
export type Ending =
  | { readonly held: true }
  | { readonly held: false; readonly act: string; readonly sentence: string };

/** Plays one story up to the first act that goes otherwise than it states. A workflow that cannot be started is a deviation, too: nothing
 *  of the story can be.
 *  @throws what is broken in the rehearsal itself */
export async function ending(story: Story, playing: Playing): Promise<Ending> {
  const acts = story.acts(playing.delivery);
  let act = acts[0]?.title ?? '';
  try {
    const scenes = await playStory(story, playing, {
      begins: ({ title }) => {
        act = title;
      },
      ended: () => {},
    });
    const otherwise = scenes.find(({ problems }) => problems.length > 0);
    if (otherwise !== undefined)
      return { held: false, act: otherwise.act.title, sentence: otherwise.problems[0] ?? '' };
    if (scenes.length === acts.length) return { held: true };
    return { held: false, act, sentence: `The story ended after ${scenes.length} of ${acts.length} acts.` };
  } catch (error) {
    if (error instanceof InvalidWorkflow || error instanceof NotRehearsed)
      return { held: false, act, sentence: error.message.split('\n')[0] ?? '' };
    throw error;
  }
}

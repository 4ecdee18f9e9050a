import { type StartedWorldOptions, startedWorld } from './started-world.ts';
import type { Story } from './story/story.ts';
import { type Audience, type Scene, tell } from './story/tell.ts';

/** What a story is played on. */
export type Playing = Omit<StartedWorldOptions, 'visibility'>;

/** Plays one story in a world of its own, of which nothing is kept, up to the first act that goes otherwise than it states.
 *  @returns its acts as they went; the story holds when all of its acts are there and none has a problem */
export async function playStory(story: Story, playing: Playing, audience?: Audience): Promise<readonly Scene[]> {
  const { stage, close } = await startedWorld({ ...playing, visibility: story.visibility });
  try {
    return await tell(story.acts(playing.delivery), stage, playing.delivery, audience);
  } finally {
    await close();
  }
}

import { bareGround } from './bare-ground.ts';
import { type StartedWorldOptions, startedWorld } from './started-world.ts';
import { actsOf } from './story/acts-of.ts';
import { folderIn } from './story/read-folder.ts';
import { runsJobs } from './story/role.ts';
import { settingOf } from './story/setting.ts';
import type { Story } from './story/story.ts';
import { type Audience, type Scene, tell } from './story/tell.ts';

/** What a story is played on. */
export type Playing = Omit<StartedWorldOptions, 'company' | 'visibility'>;

/** Plays one story in a world of its own, of which nothing is kept, up to the first act that goes otherwise than it states. Where
 *  stand-ins play, nothing is needed of the ground.
 *  @returns its acts as they went; the story holds when all of its acts are there and none has a problem
 *  @throws {NothingToTell} */
export async function playStory(story: Story, playing: Playing, audience?: Audience): Promise<readonly Scene[]> {
  const { delivery, ground } = playing;
  const { company, visibility } = story;
  const { stage, world, close } = await startedWorld({
    ...playing,
    ground: runsJobs(company) ? ground : bareGround,
    ...(company === undefined ? {} : { company }),
    visibility,
  });
  try {
    const folder = await folderIn(world.git, delivery);
    const acts = actsOf(story, { ...delivery, folder, setting: settingOf(world.repository) });
    return await tell(acts, stage, delivery, audience);
  } finally {
    await close();
  }
}

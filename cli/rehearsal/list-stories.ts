import { MAIN_STORY, STORIES } from '../../rehearsal/stories/stories.ts';
import { aligned } from '../../rehearsal/story/columns.ts';

/** All stories, one a line; the first is the one that is told when none is named. */
export const listedStories = (): readonly string[] =>
  aligned([MAIN_STORY, ...STORIES.filter((story) => story !== MAIN_STORY)].map(({ name, line }) => [name, line]));

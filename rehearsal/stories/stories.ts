import type { Story } from '../story/story.ts';
import { allTheWay } from './all-the-way.ts';

/** All stories, sorted by name. */
export const STORIES: readonly Story[] = [allTheWay];

/** The story that `npm start` tells. */
export const MAIN_STORY: Story = allTheWay;

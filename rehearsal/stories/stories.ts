import type { Story } from '../story/story.ts';
import { allTheWay } from './all-the-way.ts';
import { notConfigured } from './not-configured.ts';

/** All stories, sorted by name. */
export const STORIES: readonly Story[] = [allTheWay, notConfigured];

/** The story that `npm start` tells. */
export const MAIN_STORY: Story = allTheWay;

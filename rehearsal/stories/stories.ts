import type { Story } from '../story/story.ts';
import { allTheWay } from './all-the-way.ts';
import { gates } from './gates.ts';
import { hang } from './hang.ts';
import { hangByHand } from './hang-by-hand.ts';
import { notConfigured } from './not-configured.ts';
import { promotionGates } from './promotion-gates.ts';
import { queues } from './queues.ts';
import { queuesByHand } from './queues-by-hand.ts';

/** All stories, sorted by name. */
export const STORIES: readonly Story[] = [
  allTheWay,
  gates,
  hang,
  hangByHand,
  notConfigured,
  promotionGates,
  queues,
  queuesByHand,
];

/** The story that `npm start` tells. */
export const MAIN_STORY: Story = allTheWay;

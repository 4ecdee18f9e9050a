import type { Story } from '../story/story.ts';
import { allTheWay } from './all-the-way.ts';
import { byHand } from './by-hand.ts';
import { cancelled } from './cancelled.ts';
import { cancelledRollout } from './cancelled-rollout.ts';
import { closedEnvironments } from './closed-environments.ts';
import { durations } from './durations.ts';
import { failingTest } from './failing-test.ts';
import { gates } from './gates.ts';
import { hang } from './hang.ts';
import { hangByHand } from './hang-by-hand.ts';
import { lostRunner } from './lost-runner.ts';
import { notConfigured } from './not-configured.ts';
import { onlyTested } from './only-tested.ts';
import { overtaken } from './overtaken.ts';
import { promotionGates } from './promotion-gates.ts';
import { queues } from './queues.ts';
import { queuesByHand } from './queues-by-hand.ts';
import { refusedDispatches } from './refused-dispatches.ts';

/** All stories, sorted by name. */
export const STORIES: readonly Story[] = [
  allTheWay,
  byHand,
  cancelled,
  cancelledRollout,
  closedEnvironments,
  durations,
  failingTest,
  gates,
  hang,
  hangByHand,
  lostRunner,
  notConfigured,
  onlyTested,
  overtaken,
  promotionGates,
  queues,
  queuesByHand,
  refusedDispatches,
];

/** The story that `npm start` tells. */
export const MAIN_STORY: Story = allTheWay;

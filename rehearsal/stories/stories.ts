import type { Story } from '../story/story.ts';
import { allTheWay } from './all-the-way.ts';
import { backup } from './backup.ts';
import { borders } from './borders.ts';
import { brokenLive } from './broken-live.ts';
import { byHand } from './by-hand.ts';
import { cancelled } from './cancelled.ts';
import { cancelledRollout } from './cancelled-rollout.ts';
import { closedEnvironments } from './closed-environments.ts';
import { durations } from './durations.ts';
import { failingTest } from './failing-test.ts';
import { forgedRecord } from './forged-record.ts';
import { gates } from './gates.ts';
import { given } from './given.ts';
import { hang } from './hang.ts';
import { hangByHand } from './hang-by-hand.ts';
import { hostileTests } from './hostile-tests.ts';
import { insideChecks } from './inside-checks.ts';
import { lostRunner } from './lost-runner.ts';
import { noPermission } from './no-permission.ts';
import { notConfigured } from './not-configured.ts';
import { onlyTested } from './only-tested.ts';
import { overtaken } from './overtaken.ts';
import { plantedImage } from './planted-image.ts';
import { privateRepository } from './private-repository.ts';
import { promotedByHand } from './promoted-by-hand.ts';
import { promotionGates } from './promotion-gates.ts';
import { queues } from './queues.ts';
import { queuesByHand } from './queues-by-hand.ts';
import { refusedDispatches } from './refused-dispatches.ts';
import { strangers } from './strangers.ts';
import { waysBack } from './ways-back.ts';

/** All stories, sorted by name. */
export const STORIES: readonly Story[] = [
  allTheWay,
  backup,
  borders,
  brokenLive,
  byHand,
  cancelled,
  cancelledRollout,
  closedEnvironments,
  durations,
  failingTest,
  forgedRecord,
  gates,
  given,
  hang,
  hangByHand,
  hostileTests,
  insideChecks,
  lostRunner,
  noPermission,
  notConfigured,
  onlyTested,
  overtaken,
  plantedImage,
  privateRepository,
  promotedByHand,
  promotionGates,
  queues,
  queuesByHand,
  refusedDispatches,
  strangers,
  waysBack,
];

/** The story that `npm start` tells. */
export const MAIN_STORY: Story = allTheWay;

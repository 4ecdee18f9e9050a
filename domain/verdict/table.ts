import { configMissing } from './config-missing.ts';
import { containerCreate } from './container-create.ts';
import { crashLoop } from './crash-loop.ts';
import { createRefused } from './create-refused.ts';
import { deadline } from './deadline.ts';
import { evicted } from './evicted.ts';
import { flapping } from './flapping.ts';
import { imageDenied } from './image-denied.ts';
import { imageNotFound } from './image-not-found.ts';
import { imageTransient } from './image-transient.ts';
import { initFailed } from './init-failed.ts';
import { invalidImage } from './invalid-image.ts';
import { jobFailed } from './job-failed.ts';
import { livenessKill } from './liveness-kill.ts';
import { neverReady } from './never-ready.ts';
import { oom } from './oom.ts';
import { pvcPending } from './pvc-pending.ts';
import { stalled } from './stalled.ts';
import { terminating } from './terminating.ts';
import { unschedulable } from './unschedulable.ts';
import { volumeFailed } from './volume-failed.ts';

/** Every failure class, the most telling first: when several hold, the first one gives the verdict. A cause outranks its
 *  consequences: a container that is killed for its memory also crashes, and a rollout that crashes also misses its deadline. */
export const FAILURE_CLASSES = [
  invalidImage,
  imageDenied,
  imageNotFound,
  configMissing,
  volumeFailed,
  containerCreate,
  oom,
  livenessKill,
  initFailed,
  crashLoop,
  jobFailed,
  stalled,
  imageTransient,
  createRefused,
  terminating,
  pvcPending,
  unschedulable,
  evicted,
  flapping,
  neverReady,
  deadline,
] as const;

export type FailureCode = (typeof FAILURE_CLASSES)[number]['code'];

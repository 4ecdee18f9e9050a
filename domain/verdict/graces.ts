import { type Seconds, seconds } from '../seconds.ts';

/** How long each symptom may last before it counts. Every length is measured from our own first sighting, on a clock that
 *  stands still while the API server cannot be seen: neither skewed clocks nor an outage turn into a failure. Each outlasts the next try of
 *  the part that would heal it (`retries.ts`). */
export interface Graces {
  /** Every new pod must stay ready this long without a restart. */
  readonly stableFor: Seconds;
  /** An unfinished rollout ends here. */
  readonly timeout: Seconds;
  readonly invalidImage: Seconds;
  /** With two failed pulls seen. */
  readonly imageGone: Seconds;
  /** With one: the next may be on its way, and take its time because it succeeds. */
  readonly imageGoneOnce: Seconds;
  /** Without knowing how often the kubelet tried. */
  readonly imageGoneUnseen: Seconds;
  readonly imageTransient: Seconds;
  readonly configMissing: Seconds;
  readonly mountMissing: Seconds;
  readonly mountFailed: Seconds;
  /** The attach controller takes a volume from a node that is gone after six minutes. */
  readonly attachFailed: Seconds;
  readonly containerCreate: Seconds;
  /** Shortest window for becoming ready; probes with a larger budget get that. */
  readonly neverReady: Seconds;
  readonly createRefused: Seconds;
  readonly createRefusedJob: Seconds;
  readonly createRefusedTransient: Seconds;
  readonly pvcPending: Seconds;
  readonly stalled: Seconds;
  readonly unschedulable: Seconds;
  readonly unschedulableNoScaleUp: Seconds;
  readonly unschedulableScaleUp: Seconds;
  /** How long a pod may be there beyond its own grace period. */
  readonly terminating: Seconds;
  /** How long a node may say nothing of a pod: it is not ready after 40 to 50 s without a word, a kubelet that starts again speaks sooner. */
  readonly nodeSilent: Seconds;
  /** Shortest time that a failing pod beside ready ones is given. */
  readonly besideReady: Seconds;
}

/** Values that an experienced operator would choose; reasons and sources are in the reference of the verdicts. */
export const GRACES: Graces = {
  stableFor: seconds(10),
  timeout: seconds(600),
  invalidImage: seconds(3),
  imageGone: seconds(10),
  imageGoneOnce: seconds(45),
  imageGoneUnseen: seconds(16),
  imageTransient: seconds(120),
  configMissing: seconds(30),
  mountMissing: seconds(68),
  mountFailed: seconds(68),
  attachFailed: seconds(390),
  containerCreate: seconds(17),
  neverReady: seconds(60),
  createRefused: seconds(12),
  createRefusedJob: seconds(17),
  createRefusedTransient: seconds(120),
  pvcPending: seconds(60),
  stalled: seconds(10),
  unschedulable: seconds(340),
  unschedulableNoScaleUp: seconds(60),
  unschedulableScaleUp: seconds(600),
  terminating: seconds(68),
  nodeSilent: seconds(120),
  besideReady: seconds(30),
};

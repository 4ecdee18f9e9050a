import { type Seconds, seconds } from '../seconds.ts';

/** One symptom that may last a while before it is a failure. */
export interface Grace {
  readonly default: Seconds;
  /** What it is that lasts. */
  readonly about: string;
}

const grace = (length: number, about: string): Grace => ({ default: seconds(length), about });

/** Every grace that one may set: its name here, and from that its word in inputs and options, its length where nothing is said, and what
 *  lasts. Values that an experienced operator would choose, each longer than the next try of the part that would heal it
 *  (`retries.ts`); reasons and sources are in the reference of the verdicts. */
export const GRACE_TABLE = {
  invalidImage: grace(3, 'an image whose name no registry can have'),
  imageGone: grace(10, 'an image that is not there or is denied, with two failed pulls seen'),
  imageGoneOnce: grace(45, 'the same with one: the next may be on its way, and take its time because it succeeds'),
  imageGoneUnseen: grace(16, 'the same without knowing how often the kubelet tried'),
  imageTransient: grace(120, 'a registry that does not answer or asks to wait'),
  configMissing: grace(30, 'a ConfigMap, Secret or key that is missing'),
  mountMissing: grace(68, 'the same for a volume'),
  mountFailed: grace(68, 'a volume that cannot be mounted'),
  attachFailed: grace(390, 'a volume that another node has: it is taken from a node that is gone after six minutes'),
  containerCreate: grace(17, 'a container that cannot be created'),
  neverReady: grace(60, 'a container that runs and is not ready; probes with a larger budget get that'),
  createRefused: grace(12, 'pods that the API server refuses'),
  createRefusedJob: grace(17, 'the same for a Job'),
  createRefusedTransient: grace(120, 'the same where a webhook did not answer or the server failed'),
  pvcPending: grace(60, 'a claim without its volume'),
  stalled: grace(10, 'an object of another controller that says it is stalled'),
  unschedulable: grace(340, 'a pod that fits on no node'),
  unschedulableNoScaleUp: grace(60, 'the same once the autoscaler has said twice that it will not help'),
  unschedulableScaleUp: grace(600, 'the same once the autoscaler adds a node'),
  terminating: grace(68, 'an old pod that is there beyond its own grace period'),
  nodeSilent: grace(
    120,
    'a node that says nothing of a pod: it is not ready after 40 to 50 s without a word, a kubelet that starts again speaks sooner',
  ),
  besideReady: grace(30, 'a failing pod beside ready ones, at least'),
} as const satisfies Readonly<Record<string, Grace>>;

export type GraceName = keyof typeof GRACE_TABLE;

const isGraceName = (name: string): name is GraceName => Object.hasOwn(GRACE_TABLE, name);
export const GRACE_NAMES: readonly GraceName[] = Object.keys(GRACE_TABLE).filter(isGraceName);

/** What a grace is called in inputs and options: `image-gone-once`. */
export const graceWord = (name: GraceName): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

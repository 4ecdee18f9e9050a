import type { Seconds } from './seconds.ts';
import type { ServiceBase } from './service-base.ts';
import type { Resources } from './tier.ts';

/** A service whose pods come to an end by themselves. Nobody reaches it, and how many pods it has at a time is not a tier's to say. */
export interface EndingService extends ServiceBase {
  /** What its container runs, without a shell; what the image says where it is left out. */
  readonly command: readonly string[] | undefined;
  /** How long one run may take, all its tries together; what is left of it then is ended, and it has failed. */
  readonly deadline: Seconds;
  /** How often a run that fails is tried again. Pods that a cluster takes away are not counted. */
  readonly retries: number;
  /** All the time a pod has from SIGTERM until it has ended, handed to it as `DRAIN_SECONDS`: where its deadline has passed, or its node goes. */
  readonly drain: Seconds;
  /** Where it needs other resources than the tier gives, by tier name. */
  readonly resources: Readonly<Record<string, Partial<Omit<Resources, 'replicas'>>>>;
}

/** Whether the words of a command can be run. */
export const isCommand = (words: readonly string[]): boolean =>
  words.length > 0 && words.every((word) => /^[^\0]+$/.test(word));

import type { Outcome } from '../../../domain/outcome.ts';
import type { FailureCode } from '../../../domain/verdict/table.ts';
import type { ImageName, Images, Manifest } from './workload.ts';

/** What must come of one rollout. */
export interface Expectation {
  readonly outcome: Outcome;
  readonly class: FailureCode | '';
  /** What the sentence must say, because a person needs it. */
  readonly sentence: RegExp;
  /** What the job summary must show beside it: proof that explains the failure. */
  readonly summary?: RegExp;
  /** Longest time from the first write to the verdict. */
  readonly verdictWithin: number;
  /** Seconds from the verdict to the end of the step. */
  readonly rolledBackWithin?: number;
  /** Seconds that the verdict may come after kubectl's on the same objects. */
  readonly afterKubectl?: number;
}

export interface Attempt {
  readonly manifests: (images: Images) => readonly Manifest[];
  readonly expected: Expectation;
}

/** A story of one service in one namespace, as data: what is given, what happens, what must come of it. It knows no cluster,
 *  so that the same story is told to a real one and to the rehearsal's. */
export interface RolloutScenario {
  /** A fact. */
  readonly name: string;
  /** Part of the namespace's name. */
  readonly id: string;
  /** Rolled out first, and must be complete. */
  readonly before: (images: Images) => readonly Manifest[];
  /** What an administrator applies after that. */
  readonly meanwhile?: readonly Manifest[];
  /** Rolled out one after the other; the last one is timed against kubectl. */
  readonly attempts: readonly Attempt[];
  /** What clients are served in the end, and, unless the last attempt is complete, all the time. */
  readonly served: ImageName;
}

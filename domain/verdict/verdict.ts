import type { Instant } from './observation.ts';
import type { StartTrouble } from './start-trouble.ts';
import type { FailureCode } from './table.ts';

/** The judgement on one observed rollout. Unknown is neither failed nor complete: nothing is undone because of it. */
export type Verdict =
  | {
      readonly state: 'progressing';
      readonly sentence: string;
      /** When the verdict may change although nothing new is seen. */
      readonly wakeAt: Instant;
    }
  | { readonly state: 'complete'; readonly sentence: string }
  | Failed
  | { readonly state: 'unknown'; readonly sentence: string };

export interface Failed {
  readonly state: 'failed';
  readonly class: FailureCode;
  /** Names the object and the cause. */
  readonly sentence: string;
  /** The sentences of all findings of this class, once each. */
  readonly evidence: readonly string[];
  /** One line: what to do next. */
  readonly remedy: string;
  /** Where the words of a runtime or of the process are known ones. */
  readonly trouble?: StartTrouble['code'] | undefined;
  /** Names of the pods it was seen on; empty when it is on the workload as a whole. */
  readonly pods: readonly string[];
}

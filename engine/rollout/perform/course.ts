import type { AttemptEnd } from '../ending.ts';

/** Why a release is not good, and what was seen of it. */
export type Failure = Pick<AttemptEnd, 'class' | 'sentence' | 'remedy' | 'evidence' | 'secondsToVerdict'>;

/** What a step comes to when the next look does not simply go on. */
export type StepEnd =
  | {
      readonly kind: 'complete';
      readonly sentence: string;
      /** States that it takes the place of: a rollback says that they shall not be returned to. */
      readonly leaves: readonly (string | undefined)[];
      /** Notes the end, once the live objects are known to be what was written. @throws {NewerRun} */
      readonly record: () => Promise<void>;
    }
  | { readonly kind: 'cancelled' | 'unknown' | 'superseded'; readonly sentence: string }
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** Somebody cancelled: what is to be done then, the next look decides. */
  | { readonly kind: 'aborted' }
  /** Nothing more is to be said about it. */
  | { readonly kind: 'ended'; readonly end: AttemptEnd };

/** How a strategy brings a release up: what it looks at, which step that calls for, and how the step is taken. Steps may be repeated:
 *  what a dead run leaves is only another thing to look at. */
export interface Course<Seen, Step> {
  look(): Promise<Seen>;
  /** Pure. */
  next(seen: Seen): Step;
  /** Exactly one thing to do or to wait for. @returns nothing where the next look decides how it goes on. */
  take(step: Step, seen: Seen): Promise<StepEnd | undefined>;
  /** Goes back, and says what became of it. @throws {NewerRun} */
  failed(failure: AttemptEnd): Promise<AttemptEnd>;
  /** What its ends say beside those of every strategy. */
  facts?(): Partial<AttemptEnd>;
  /** What is said beside the API server's own words. */
  readonly words: { readonly refused: string; readonly unreachable: string };
}

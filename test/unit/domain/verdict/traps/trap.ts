import type { FailureCode } from '../../../../../domain/verdict/table.ts';
import type { Script } from '../recorded/script.ts';

/** What must be said at one second, knowing what had arrived by then. */
export type Moment =
  | { readonly at: number; readonly state: 'progressing' | 'complete' | 'unknown'; readonly says?: string }
  | { readonly at: number; readonly state: 'failed'; readonly class: FailureCode; readonly says?: string };

/** One way to call a good rollout bad, or a bad one good: a recorded stream and what must come of it. */
export interface Trap {
  /** In the list of traps. */
  readonly number: number;
  readonly name: string;
  readonly script: Script;
  readonly moments: readonly [Moment, ...Moment[]];
  /** What no verdict may say or be, at any second up to the last moment. */
  readonly never: readonly (FailureCode | 'failed' | 'complete' | { readonly says: string })[];
}

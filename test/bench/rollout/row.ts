import type { Judged, ToolName } from './contender.ts';

/** What one tool showed in one class, as it is kept. */
export interface BenchRow extends Judged {
  readonly class: string;
  readonly tool: ToolName;
  readonly version: string;
  /** Of the checkout. */
  readonly commit: string;
  readonly at: string;
  /** Seconds until the release before served again with every pod; `null` where it did not. */
  readonly restored: number | null;
  /** What of its verdict is not true of the cluster. Rows of before have none. */
  readonly untrue?: string | null;
}

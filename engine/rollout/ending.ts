import type { Outcome } from '../../domain/outcome.ts';
import type { Problem } from '../../domain/problem.ts';
import type { RefusalReason } from '../../domain/refusal.ts';
import type { FailureCode } from '../../domain/verdict/table.ts';
import type { Evidence } from './report/evidence.ts';
import type { RollbackOutcome } from './request.ts';

/** How one attempt ended, before it is recorded and reported. */
export interface AttemptEnd {
  readonly outcome: Outcome;
  readonly class?: FailureCode;
  /** Of a refusal, where it has a word of its own. */
  readonly reason?: RefusalReason | undefined;
  readonly sentence: string;
  readonly remedy?: string;
  /** What a complete rollout does not tell. */
  readonly note?: string;
  readonly evidence?: Evidence;
  /** What is wrong with the manifests, where that is why. */
  readonly problems?: readonly Problem[];
  readonly image?: string;
  readonly revisionFrom?: string;
  readonly revisionTo?: string;
  readonly secondsToVerdict?: number;
  readonly rollback?: RollbackOutcome;
}

/** Outcome of a failure, by what became of the return to the last good state. */
export function failureOutcome(code: FailureCode | undefined, rollback: RollbackOutcome): Outcome {
  if (rollback === 'complete') return 'rolled-back';
  if (rollback === 'superseded') return 'superseded';
  return code === 'deadline' ? 'timeout' : 'failed';
}

export function rollbackSentence(rollback: RollbackOutcome, target: string | undefined): string {
  switch (rollback) {
    case 'complete':
      return `The last good state (${target}) runs again.`;
    case 'failed':
      return `Returning to the last good state (${target}) failed as well: somebody has to look now.`;
    case 'unknown':
      return `The last good state (${target}) was written, but whether it runs could not be seen.`;
    case 'cancelled':
      return `The last good state (${target}) was being restored when the run was cancelled.`;
    case 'superseded':
      return 'A newer run took over before anything was undone.';
    case 'none-first-deploy':
      return 'There is no earlier good state to return to; the pods are left for inspection.';
    case 'none-same-state':
      return 'This very state was the last good one, so there is nothing to return to.';
    case 'none-not-switched':
      return 'Traffic was never moved to it, so there was nothing to undo; what was started of it is scaled down.';
    case 'none-changed-since':
      return 'Somebody else has changed it since, so nothing was undone.';
    case 'irreversible':
      return 'The release says that it cannot be undone (sluice.dev/irreversible), so nothing was: fix it forward with a new release.';
    case 'off':
      return 'Rolling back is switched off; the pods are left for inspection.';
  }
}

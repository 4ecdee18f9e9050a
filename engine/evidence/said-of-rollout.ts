import { assertNever } from '../../domain/brand.ts';
import type { Said } from '../../domain/evidence/statement.ts';
import type { Outcome } from '../../domain/outcome.ts';

/** What a rollout shows of its release, if anything. Where checks come after it, success is theirs to tell. */
export function saidOfRollout(outcome: Outcome, verification: 'none' | 'pending'): Said | undefined {
  switch (outcome) {
    case 'complete':
      return verification === 'none' ? 'complete' : undefined;
    case 'failed':
    case 'rolled-back':
    case 'timeout':
      return 'failed';
    case 'refused':
    case 'superseded':
    case 'cancelled':
    case 'unknown':
    case 'skipped':
      return undefined;
    default:
      return assertNever(outcome);
  }
}

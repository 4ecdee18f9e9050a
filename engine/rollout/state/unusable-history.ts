import { Refusal, type RefusalReason } from '../../../domain/refusal.ts';

/** A history that nobody can decide by. It is never overwritten: a person has to look at it first. */
export class UnusableHistory extends Refusal {
  declare readonly reason: Extract<RefusalReason, `history-${string}`>;

  constructor(reason: UnusableHistory['reason'], sentence: string) {
    super(reason, sentence);
  }
}

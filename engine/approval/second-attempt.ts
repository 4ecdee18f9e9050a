import type { ApprovalRefusal } from './refusal.ts';

/** The approvals of a run outlive its attempts and tell no time, so a yes would count again weeks later: a gated run has one attempt.
 *  @param again what asks anew, as people type it */
export const secondAttempt = (attempt: number, again: string): readonly ApprovalRefusal[] =>
  attempt === 1
    ? []
    : [
        {
          code: 'second-attempt',
          sentence: `This is attempt ${attempt} of the run, and a yes is good for the first alone. Ask again: ${again}`,
        },
      ];

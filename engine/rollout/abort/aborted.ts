import { inSentences } from '../../../domain/sentences.ts';
import { type AttemptEnd, failureOutcome, rollbackSentence } from '../ending.ts';
import { firstLeftSentence } from '../inventory/first-left.ts';
import type { Removed } from '../inventory/remove.ts';
import { returnedSentence, unreturnedSentence } from '../inventory/told.ts';
import type { RollbackOutcome } from '../request.ts';
import type { Undertaking } from '../undertaking.ts';

/** What became of going back, whatever it was that went back. */
export interface Returned {
  readonly rollback: RollbackOutcome;
  /** What was gone back to, as people are told. */
  readonly target?: string | undefined;
  readonly problem?: string | undefined;
  /** What only the release that is left had brought. */
  readonly removed: Removed;
  readonly evidence?: AttemptEnd['evidence'];
  /** Of what runs now, where that is not the release. */
  readonly image?: string | undefined;
}

/** The end of every rollout that failed: the failure, and what became of going back. */
export async function aborted(
  failure: AttemptEnd,
  { rollback, target, problem, removed, evidence, image }: Returned,
  { request, ports, manifests }: Undertaking,
): Promise<AttemptEnd> {
  const isBack = rollback === 'complete' && target !== undefined;
  const sentence = inSentences(
    failure.sentence,
    isBack ? returnedSentence(target, removed) : rollbackSentence(rollback, target),
    problem,
    isBack ? undefined : unreturnedSentence(removed),
    rollback === 'none-first-deploy'
      ? await firstLeftSentence(ports.cluster, manifests.objects, request.namespace)
      : undefined,
  );
  return {
    ...failure,
    ...(evidence === undefined ? {} : { evidence }),
    ...(image === undefined ? {} : { image }),
    outcome: failureOutcome(failure.class, rollback),
    sentence,
    rollback,
  };
}

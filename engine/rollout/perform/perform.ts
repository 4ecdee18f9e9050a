import { messageOf } from '../../../domain/error-message.ts';
import { isMoved, Refusal, Unreachable } from '../cluster.ts';
import { notOpen } from '../edge/not-open.ts';
import type { AttemptEnd } from '../ending.ts';
import { notAsWritten } from '../foreign/changed-objects.ts';
import { foreignParts } from '../ownership/foreign-parts.ts';
import { factsOf, type Undertaking } from '../undertaking.ts';
import type { Course, StepEnd } from './course.ts';

/** How often in a row somebody else may write first. */
const TRIES = 20;

/** Looks, decides one step and takes it, until one of them is the last. @throws {NewerRun} */
export async function perform<Seen, Step>(course: Course<Seen, Step>, undertaking: Undertaking): Promise<AttemptEnd> {
  for (let moved = 0; ; ) {
    try {
      const seen = await course.look();
      const end = await course.take(course.next(seen), seen);
      if (end !== undefined && end.kind !== 'aborted') return await endOf(end, course, undertaking);
      moved = 0;
    } catch (error) {
      // Somebody else wrote in between: look again. Everything else that the server refuses ends the attempt.
      if (isMoved(error) && ++moved <= TRIES) continue;
      const message = messageOf(error);
      if (error instanceof Unreachable)
        return await endOf(
          { kind: 'unknown', sentence: `${message} ${course.words.unreachable}` },
          course,
          undertaking,
        );
      if (!(error instanceof Refusal)) throw error;
      return await endOf(
        { kind: 'failed', failure: { sentence: `${course.words.refused}: ${message}` } },
        course,
        undertaking,
      );
    }
  }
}

async function endOf<Seen, Step>(
  end: Exclude<StepEnd, { readonly kind: 'aborted' }>,
  course: Course<Seen, Step>,
  undertaking: Undertaking,
): Promise<AttemptEnd> {
  const facts = { ...factsOf(undertaking), ...course.facts?.() };
  switch (end.kind) {
    case 'ended':
      return end.end;
    case 'failed':
      return await course.failed({ outcome: 'failed', ...facts, ...end.failure });
    case 'complete': {
      const other = (await notWhole(undertaking)) ?? (await notOpen(undertaking));
      if (other !== undefined) return { outcome: 'unknown', sentence: other, ...facts };
      if (undertaking.request.kind === 'rollback') undertaking.ledger.withdraw(end.leaves);
      await undertaking.ledger.settle('good');
      await end.record();
      break;
    }
    case 'cancelled':
      await undertaking.ledger.settle('cancelled');
      break;
    case 'superseded':
    case 'unknown':
      break;
  }
  return { outcome: end.kind, sentence: end.sentence, ...facts };
}

/** Whether what runs is what was written and nothing else.
 *  @returns a sentence, also when it cannot be known; `undefined` when it is so */
const notWhole = async ({ written, ports, request }: Undertaking): Promise<string | undefined> =>
  foreignParts(written.workloads) ?? (await notAsWritten(ports.cluster, written.all, request.namespace));

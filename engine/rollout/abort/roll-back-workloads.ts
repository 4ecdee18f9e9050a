import type { AttemptEnd } from '../ending.ts';
import type { Phase } from '../state/operation.ts';
import type { Undertaking } from '../undertaking.ts';
import { bearsMark, imagesOf } from '../workload.ts';
import { aborted } from './aborted.ts';
import { describeState, restore } from './restore.ts';

/** A failure, and what became of the return to the last good state by writing all of it. @throws {NewerRun} */
export async function rollBackWorkloads(
  failure: AttemptEnd,
  undertaking: Undertaking,
  note: (phase: Phase) => Promise<void>,
): Promise<AttemptEnd> {
  const { keeper, key, ledger } = undertaking;
  const { outcome: rollback, target, problem, removed } = await restore(undertaking);
  const isBack = rollback === 'complete' && target !== undefined;
  if (rollback !== 'superseded') {
    if (rollback !== 'none-same-state') keeper.move(key, 'failed');
    if (isBack) ledger.returnedTo(target);
    await ledger.save();
    await note(isBack ? 'rolled-back' : 'failing');
  }
  const image = isBack ? target.objects.filter(bearsMark).flatMap(imagesOf)[0]?.image : undefined;
  const where = target && describeState(target);
  return await aborted(failure, { rollback, target: where, problem, removed, image }, undertaking);
}

import { inSentences } from '../../../domain/sentences.ts';
import { type AttemptEnd, failureOutcome, rollbackSentence } from '../ending.ts';
import { firstLeftSentence } from '../inventory/first-left.ts';
import { returnedSentence, unreturnedSentence } from '../inventory/told.ts';
import type { RolloutPorts, RolloutRequest } from '../request.ts';
import { isIrreversible } from '../state/annotations.ts';
import type { Ledger } from '../state/ledger.ts';
import type { Phase } from '../state/operation.ts';
import { ownOf, type Undertaking } from '../undertaking.ts';
import { imagesOf, isWorkload } from '../workload.ts';
import { describeState, restore } from './restore.ts';

/** A failure, and what became of the return to the last good state. @throws {NewerRun} */
export async function undone(
  failure: AttemptEnd,
  request: RolloutRequest,
  ports: RolloutPorts,
  undertaking: Undertaking,
  ledger: Ledger,
  move: (phase: Phase) => Promise<void>,
): Promise<AttemptEnd> {
  const { keeper, key, manifests } = undertaking;
  const irreversible = [...manifests.objects, ...manifests.preDeployJobs, ...manifests.jobs].some(isIrreversible);
  const restored = await restore(request, ports, keeper, {
    key,
    objects: manifests.objects,
    before: ownOf(undertaking),
    irreversible,
    foundBefore: undertaking.foundBefore,
  });
  const { outcome: rollback, target, problem, removed } = restored;
  if (rollback !== 'superseded') {
    if (rollback !== 'none-same-state') keeper.move(key, 'failed');
    if (rollback === 'complete' && target !== undefined) ledger.returnedTo(target);
    await ledger.save();
    await move(rollback === 'complete' ? 'rolled-back' : 'failing');
  }
  const where = target && describeState(target);
  const sentence = inSentences(
    failure.sentence,
    rollback === 'complete' && where !== undefined
      ? returnedSentence(where, removed)
      : rollbackSentence(rollback, where),
    problem,
    rollback === 'complete' ? undefined : unreturnedSentence(removed),
    rollback === 'none-first-deploy'
      ? await firstLeftSentence(ports.cluster, manifests.objects, request.namespace)
      : undefined,
  );
  const image =
    rollback === 'complete' ? target?.objects.filter(isWorkload).flatMap(imagesOf)[0]?.image : failure.image;
  return {
    ...failure,
    outcome: failureOutcome(failure.class, rollback),
    sentence,
    rollback,
    ...(image === undefined ? {} : { image }),
  };
}

import { inSentences } from '../../../domain/sentences.ts';
import { nameOf, Refusal, Unreachable } from '../cluster.ts';
import type { AttemptEnd } from '../ending.ts';
import { changedObjects } from '../foreign/changed-objects.ts';
import { changedSentence } from '../foreign/foreign-sentence.ts';
import type { Undertaking } from '../undertaking.ts';

/** A failed release is not rolled back where another writer has replaced its workloads meanwhile: that would undo his work and not ours.
 *  Workloads that were not written yet are compared with what was found before the first write.
 *  @returns the end, or `undefined` where the way back is free. What cannot be looked at is decided by the writes of the way back. */
export async function keptForOthers(
  failure: AttemptEnd,
  { manifests, live, written, request, ports }: Undertaking,
): Promise<AttemptEnd | undefined> {
  const workloads = manifests.bearers.flatMap((workload) => written.of(workload) ?? live.get(nameOf(workload)) ?? []);
  try {
    const changed = (await changedObjects(ports.cluster, workloads, request.namespace)).filter(
      ({ changes }) => changes.length > 0,
    );
    if (changed.length === 0) return undefined;
    const { class: _, remedy: __, ...rest } = failure;
    return {
      ...rest,
      outcome: 'unknown',
      sentence: inSentences(failure.sentence, changedSentence(changed, 'midway')),
    };
  } catch (error) {
    if (error instanceof Refusal || error instanceof Unreachable) return undefined;
    throw error;
  }
}

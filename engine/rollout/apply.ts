import { inSentences } from '../../domain/sentences.ts';
import { type Cluster, type KubernetesObject, Refusal } from './cluster.ts';
import { isYielding } from './field-manager.ts';
import { ownedSentence, ownersAdvice } from './ownership/sentences.ts';

/** Applies one object. A conflict with a manager that must not be overruled is refused with its name.
 *  @throws {Refusal} */
export async function applyObject(cluster: Pick<Cluster, 'apply'>, object: KubernetesObject, dryRun = false) {
  const options = dryRun ? ({ dryRun: true } as const) : {};
  try {
    return await cluster.apply(object, options);
  } catch (error) {
    if (!(error instanceof Refusal) || error.conflicts.length === 0) throw error;
    const foreign = error.conflicts.filter(({ manager }) => !isYielding(manager));
    if (foreign.length > 0)
      throw new Refusal(
        error.status,
        error.reason,
        inSentences(ownedSentence(object, foreign, []), ...ownersAdvice(foreign.map(({ manager }) => manager))),
        error.conflicts,
      );
    return await cluster.apply(object, { ...options, force: true });
  }
}

import { inSentences } from '../../../domain/sentences.ts';
import { type KubernetesObject, nameOf, Refusal, Unreachable } from '../cluster.ts';
import type { AttemptEnd } from '../ending.ts';
import type { RolloutPorts, RolloutRequest } from '../request.ts';
import type { HistoryEntry } from '../state/history.ts';
import { NewerRun } from '../state/newer-run.ts';
import type { Undertaking } from '../undertaking.ts';
import { broughtAfter, dropped } from './brought.ts';
import { sparing } from './found-before.ts';
import { presentOf } from './present.ts';
import { turnOf } from './removal-order.ts';
import { removeObjects, together } from './remove.ts';
import { serviceOf } from './service-mark.ts';
import { leftSentence, prunedSentence, takenBackSentence, unreturnedSentence } from './told.ts';

type Where = Pick<RolloutRequest, 'kind' | 'service' | 'namespace' | 'prune'>;
type Work = () => Promise<AttemptEnd>;

/** Does the work, and makes the objects of the namespace those of the state that runs then. A rollback takes away what the states that
 *  it leaves had brought; a rollout deletes what earlier states had and this one lacks where that is wished, and names it otherwise.
 *  Nothing that runs is undone because of it: a good end stays one. */
export async function concluded(
  where: Where,
  ports: RolloutPorts,
  { manifests, keeper, key }: Undertaking,
  work: Work,
): Promise<AttemptEnd> {
  const target = keeper.history.find((entry) => entry.key === key);
  if (where.kind === 'rollback' && target !== undefined)
    return await takingBack(where, ports, broughtAfter(target, keeper.history, []), target, work);
  const late = dropped(keeper.history, key, manifests.objects);
  const end = await work();
  if (end.outcome !== 'complete' || late.length === 0) return end;
  return { ...end, sentence: inSentences(end.sentence, await afterGood(() => cleared(where, ports, late))) };
}

async function takingBack(
  where: Where,
  ports: RolloutPorts,
  brought: readonly KubernetesObject[],
  target: HistoryEntry,
  work: Work,
): Promise<AttemptEnd> {
  const remove = (turn: 'first' | 'last') =>
    removeObjects({
      ...where,
      ports,
      objects: brought.filter((object) => turnOf(object) === turn),
      spared: sparing(target, new Set()),
    });
  const first = await remove('first');
  const end = await work();
  const told =
    end.outcome === 'complete'
      ? await afterGood(async () => takenBackSentence(together(first, await remove('last'))))
      : unreturnedSentence(first);
  return { ...end, sentence: inSentences(end.sentence, told) };
}

/** Deletes what the release no longer has, or names it. What has moved to another service is that one's. */
async function cleared(
  where: Where,
  ports: RolloutPorts,
  late: readonly KubernetesObject[],
): Promise<string | undefined> {
  const { service, namespace } = where;
  const present = await presentOf(ports.cluster, late, namespace);
  const own = present.filter((live) => [service, undefined].includes(serviceOf(live)));
  if (where.prune === true) return prunedSentence(await removeObjects({ service, namespace, ports, objects: own }));
  return leftSentence(own.map(nameOf));
}

/** What went wrong after a good end is told, and changes it in nothing. */
async function afterGood(work: () => Promise<string | undefined>): Promise<string | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof NewerRun)
      return 'A newer run has taken over, so what no longer belongs to the release was left to it.';
    if (error instanceof Refusal || error instanceof Unreachable)
      return inSentences('What no longer belongs to the release could not be looked at', error.message);
    throw error;
  }
}

import { inSentences } from '../../../domain/sentences.ts';
import { type KubernetesObject, nameOf, Refusal, Unreachable } from '../cluster.ts';
import type { AttemptEnd } from '../ending.ts';
import { broughtAfter, dropped } from '../inventory/brought.ts';
import { sparing } from '../inventory/found-before.ts';
import { presentOf } from '../inventory/present.ts';
import { turnOf } from '../inventory/removal-order.ts';
import { removeObjects, together } from '../inventory/remove.ts';
import { serviceOf } from '../inventory/service-mark.ts';
import { leftSentence, prunedSentence, takenBackSentence, unreturnedSentence } from '../inventory/told.ts';
import type { HistoryEntry } from '../state/history.ts';
import { NewerRun } from '../state/newer-run.ts';
import type { Undertaking } from '../undertaking.ts';

type Where = Pick<Undertaking, 'request' | 'ports'>;
type Work = () => Promise<AttemptEnd>;

/** Does the work, and makes the objects of the namespace those of the state that runs then. A rollback takes away what the states that
 *  it leaves had brought; a rollout deletes what earlier states had and this one lacks where that is wished, and names it otherwise.
 *  Nothing that runs is undone because of it: a good end stays one. */
export async function conclude(undertaking: Undertaking, work: Work): Promise<AttemptEnd> {
  const { request, manifests, keeper, key } = undertaking;
  const target = keeper.history.find((entry) => entry.key === key);
  if (request.kind === 'rollback' && target !== undefined)
    return await takeBack(undertaking, broughtAfter(target, keeper.history, []), target, work);
  const late = dropped(keeper.history, key, manifests.objects);
  const end = await work();
  if (end.outcome !== 'complete' || late.length === 0) return end;
  return { ...end, sentence: inSentences(end.sentence, await afterGood(() => clear(undertaking, late))) };
}

async function takeBack(
  { request: { service, namespace }, ports }: Where,
  brought: readonly KubernetesObject[],
  target: HistoryEntry,
  work: Work,
): Promise<AttemptEnd> {
  const remove = (turn: 'first' | 'last') =>
    removeObjects({
      service,
      namespace,
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
async function clear(
  { request: { service, namespace, prune }, ports }: Where,
  late: readonly KubernetesObject[],
): Promise<string | undefined> {
  const present = await presentOf(ports.cluster, late, namespace);
  const own = present.filter((live) => [service, undefined].includes(serviceOf(live)));
  if (prune === true) return prunedSentence(await removeObjects({ service, namespace, ports, objects: own }));
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

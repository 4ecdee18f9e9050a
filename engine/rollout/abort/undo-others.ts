import { isSame } from '../../../domain/verdict/same-template.ts';
import { applyObject } from '../apply.ts';
import { type KubernetesObject, referenceOf } from '../cluster.ts';
import { type Exposed, FOLLOWERS, selectorOf } from '../exposed-workload.ts';
import { broughtAfter } from '../inventory/brought.ts';
import { sparing } from '../inventory/found-before.ts';
import { identityOf } from '../inventory/identity.ts';
import { turnOf } from '../inventory/removal-order.ts';
import { NOTHING_REMOVED, type Removed, removeObjects } from '../inventory/remove.ts';
import { withService } from '../inventory/service-mark.ts';
import { overMoves } from '../over-moves.ts';
import { type HistoryEntry, lastGood } from '../state/history.ts';
import { serviceLeadingTo } from '../traffic/copy.ts';
import type { Undertaking } from '../undertaking.ts';
import { isWorkload } from '../workload.ts';
import { cannotBeUndone } from './irreversible.ts';

/** What a release that is left has made of everything beside its copies: the traffic alone does not take that back. */
export interface UndoneOthers {
  /** Before the traffic moves: what acts on the pods of the old copy as well. */
  first(): Promise<Removed>;
  /** Once it is back: the objects of the last good state as they were, then what only the release had brought. */
  last(): Promise<Removed>;
}

/** Does nothing where rolling back is switched off, where the release cannot be undone, and where there was no good state. */
export function undoneOthers(exposed: Exposed, undertaking: Undertaking): UndoneOthers {
  const { request, ports, keeper, key, manifests, foundBefore } = undertaking;
  const { service, namespace } = request;
  const target = lastGood(keeper.history, key);
  if (request.rollback === undefined || target === undefined || cannotBeUndone(manifests)) {
    const nothing = async () => NOTHING_REMOVED;
    return { first: nothing, last: nothing };
  }
  // Before the first write of the end: its state moves in the history.
  const brought = broughtAfter(target, keeper.history, manifests.objects);
  const remove = (turn: 'first' | 'last') =>
    removeObjects({
      objects: brought.filter((object) => turnOf(object) === turn),
      service,
      namespace,
      spared: sparing(target, foundBefore),
      ports,
    });
  return {
    first: () => remove('first'),
    async last() {
      for (const object of othersOf(target, exposed).filter(isChanged))
        await applyObject(ports.cluster, withService(object, service));
      await restoreService(target);
      return await remove('last');
    },
  };

  /** What the release has left as it was needs no write. */
  function isChanged(kept: KubernetesObject): boolean {
    const now = manifests.objects.find((object) => identityOf(object) === identityOf(kept));
    return now === undefined || !isSame(now, withService(kept, service));
  }

  /** Its ports and annotations; where it leads, the operation says. */
  async function restoreService(from: HistoryEntry): Promise<void> {
    const kept = from.objects.find((object) => identityOf(object) === identityOf(exposed.service));
    if (kept === undefined || !isChanged(kept)) return;
    await overMoves(async () => {
      const live = await ports.cluster.get(referenceOf(kept, namespace));
      if (live === undefined) return;
      const leading = serviceLeadingTo({ service: withService(kept, service) }, { selector: selectorOf(live) });
      const { resourceVersion = '' } = live.metadata;
      await applyObject(ports.cluster, { ...leading, metadata: { ...leading.metadata, resourceVersion } });
    });
  }
}

/** Workloads have their copies, and autoscalers and budgets were never moved to the new one. */
const othersOf = ({ objects }: HistoryEntry, { service, followers }: Exposed): readonly KubernetesObject[] => {
  const apart = new Set([service, ...followers].map(identityOf));
  return objects.filter(
    (object) => !isWorkload(object) && !apart.has(identityOf(object)) && !FOLLOWERS.includes(object.kind),
  );
};

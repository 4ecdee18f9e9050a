import { inSentences } from '../../../domain/sentences.ts';
import { withReplicas } from '../abort/replicas.ts';
import type { KubernetesObject } from '../cluster.ts';
import { untouchedSince } from '../inventory/brought.ts';
import { without } from '../inventory/identity.ts';
import { presentOf } from '../inventory/present.ts';
import type { Live } from '../live/live.ts';
import { type Findings, NOTHING_FOUND } from '../preflight/references.ts';
import type { RolloutPorts, RolloutRequest } from '../request.ts';
import { isIrreversible, stateOf } from '../state/annotations.ts';
import { type History, type HistoryEntry, isGood } from '../state/history.ts';
import { obstacles } from './try-way-back.ts';

interface Start {
  readonly key: string;
  /** Everything that the release writes, Jobs as well. */
  readonly written: readonly KubernetesObject[];
  readonly objects: readonly KubernetesObject[];
  readonly answers: readonly KubernetesObject[];
  readonly live: Live;
  readonly history: History;
  /** What would be gone back to; `undefined` when there is nothing. */
  readonly target: HistoryEntry | undefined;
}

type Asked = Pick<RolloutRequest, 'kind' | 'rollback' | 'strategy' | 'namespace' | 'takeOver'>;

/** Whether going back would work, before anything is written. Where it would be asked for, a release without a way back is refused;
 *  where rolling back is switched off, it is told. */
export async function findWayBack(
  { kind, rollback, strategy, namespace, takeOver = [] }: Asked,
  { cluster }: Pick<RolloutPorts, 'cluster'>,
  { key, written, objects, answers, live, history, target }: Start,
): Promise<Findings> {
  // A rollback is not undone, blue-green goes back by moving the traffic, and what says that it cannot be undone is not.
  if (kind === 'rollback' || strategy.kind === 'blueGreen' || target === undefined || written.some(isIrreversible))
    return NOTHING_FOUND;
  const isAsItRuns = [...live.values()].some((object) => stateOf(object) === key);
  if (isAsItRuns && history.some((entry) => entry.key === key && isGood(entry))) return NOTHING_FOUND;
  const untouched = await presentOf(cluster, untouchedSince(target, history, objects), namespace);
  const back = without(target.objects, untouched).map((object) => withReplicas(object, live));
  const found = await obstacles(cluster, { back, objects, answers, namespace, takeOver });
  if (found.length === 0) return NOTHING_FOUND;
  const what = inSentences(...found);
  return rollback === undefined
    ? { refusals: [], notes: [`There is no way back from this release. ${what}`] }
    : {
        refusals: [
          `If this release fails, going back to the last good state would be refused, so nothing was written. ${what} Take that change out, or roll it out without a way back: --no-rollback, in the action rollback: false.`,
        ],
        notes: [],
      };
}

import { attempt } from '../rollout/attempt.ts';
import type { AttemptEnd } from '../rollout/ending.ts';
import type { RolloutPorts, RolloutRequest, RolloutResult } from '../rollout/request.ts';
import { recorded } from '../rollout/roll-out.ts';
import type { HistoryEntry } from '../rollout/state/history.ts';
import { type Doubts, findTarget } from './find-target.ts';

export interface RollbackRequest
  extends Omit<RolloutRequest, 'kind' | 'manifests' | 'release' | 'rollback' | 'verification'> {
  /** As of `chooseKept`. */
  readonly to: string;
  /** Where releases of the service must lie; `undefined` where nobody says. */
  readonly repository?: string | undefined;
}

export interface RollbackResult extends RolloutResult {
  /** Key in the history of what was to be returned to; `undefined` when there was none. */
  readonly target: string | undefined;
}

/** Returns a tier to an earlier good state with the rules of a rollout: dry run, order of runs, watch, verdict, record. It comes from
 *  the tier's own history in the cluster, and needs neither GitHub nor the registry; `doubts` are heard where nothing is named.
 *  A rollback that fails is not undone: what it left was not wanted either. */
export async function rollBack(
  request: RollbackRequest,
  ports: RolloutPorts,
  doubts?: Doubts,
): Promise<RollbackResult> {
  const isOneOfMany = request.cluster !== undefined && request.to === '';
  const found = isOneOfMany ? UNNAMED : await findTarget(ports.cluster, request, doubts);
  const base = { ...request, kind: 'rollback', rollback: undefined, verification: 'none' } as const;
  if ('outcome' in found) {
    const nothing = { ...base, manifests: '', release: undefined };
    return { ...(await recorded(nothing, ports, async () => found)), target: undefined };
  }
  const { release, commit = request.commit, key } = found;
  const full: RolloutRequest = { ...base, manifests: yamlOf(found), release, commit };
  return { ...(await recorded(full, ports, (watched) => attempt(full, watched))), target: key };
}

/** Clusters of one tier may run different releases, so none of them can tell what all are to go back to. */
const UNNAMED: AttemptEnd = {
  outcome: 'refused',
  reason: 'release-not-named',
  sentence:
    'This tier has several clusters, which may run different releases: name the one that all of them return to, by its digest or its commit.',
};

/** JSON is YAML. */
const yamlOf = ({ objects }: HistoryEntry): string => objects.map((object) => JSON.stringify(object)).join('\n---\n');

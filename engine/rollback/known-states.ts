import { type Cluster, Refusal, Unreachable } from '../rollout/cluster.ts';
import { stateOf } from '../rollout/state/annotations.ts';
import type { History } from '../rollout/state/history.ts';
import { readRunning } from '../rollout/state/running-workload.ts';
import { UnusableHistory } from '../rollout/state/unusable-history.ts';
import { keptTargets } from './kept-targets.ts';

/** The history of a service, and the key of the state that runs; `undefined` when Sluice did not write it.
 *  @throws {UnusableHistory | Refusal | Unreachable} */
export async function knownStates(
  cluster: Pick<Cluster, 'get'>,
  service: string,
  namespace: string,
): Promise<{ readonly history: History; readonly running: string | undefined }> {
  const { history, live } = await readRunning(cluster, { service, namespace });
  return { history, running: live && stateOf(live) };
}

/** What a service can return to now, for people; nothing where the cluster does not say. */
export async function targetsNow(
  cluster: Pick<Cluster, 'get'>,
  {
    service,
    namespace,
    repository,
  }: { readonly service: string; readonly namespace: string; readonly repository: string },
): Promise<History> {
  try {
    const { history, running } = await knownStates(cluster, service, namespace);
    return keptTargets(history, running, repository);
  } catch (error) {
    if (error instanceof Refusal || error instanceof Unreachable || error instanceof UnusableHistory) return [];
    throw error;
  }
}

import type { Cluster } from '../rollout/cluster.ts';
import { commitOf, RELEASE } from '../rollout/state/annotations.ts';
import { readRunning } from '../rollout/state/running-workload.ts';
import type { Base } from './base.ts';

/** Asks the cluster of the tier, where only the tier's own identity writes; records and tags prove nothing. */
export async function readBase(cluster: Pick<Cluster, 'get'>, service: string, namespace: string): Promise<Base> {
  const { live } = await readRunning(cluster, { service, namespace });
  return { service, commit: live && commitOf(live), release: live?.metadata.annotations?.[RELEASE] };
}

import type { CommitSha } from '../../domain/commit.ts';
import type { Cluster } from '../rollout/cluster.ts';
import { commitOf, RELEASE } from '../rollout/state/annotations.ts';
import { readRunning } from '../rollout/state/running-workload.ts';

/** What runs of a service: what an approval replaces. Both are unknown where nothing runs, or what Sluice did not write. */
export interface Base {
  readonly service: string;
  readonly commit: CommitSha | undefined;
  readonly release: string | undefined;
}

/** Asks the cluster of the tier, where only the tier's own identity writes; records and tags prove nothing. */
export async function readBase(cluster: Pick<Cluster, 'get'>, service: string, namespace: string): Promise<Base> {
  const { live } = await readRunning(cluster, { service, namespace });
  return { service, commit: live && commitOf(live), release: live?.metadata.annotations?.[RELEASE] };
}

const NOTHING = 'none';

/** One line of the base that people are shown, as a job hands it on. */
export const baseLine = ({ service, commit, release }: Base): string =>
  [service, commit ?? NOTHING, release ?? NOTHING].join(' ');

/** The commit that people were shown of a service; `undefined` where none was known. @throws where they were shown nothing of it */
export function shownCommit(shown: readonly string[], service: string): string | undefined {
  const [, commit] = shown.map((line) => line.split(' ')).find(([name]) => name === service) ?? [];
  if (commit === undefined) throw new Error(`What people were shown says nothing of ${service}.`);
  return commit === NOTHING ? undefined : commit;
}

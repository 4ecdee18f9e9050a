import { shortDigest } from '../../domain/digest.ts';
import type { Cluster } from '../rollout/cluster.ts';
import { RELEASE, runOf } from '../rollout/state/annotations.ts';
import { readRunning } from '../rollout/state/running-workload.ts';
import type { RolledOut } from './record-verification.ts';

/** Tells which of the releases that a run rolled out no longer run as it left them. Checks are not in the queue of rollouts: while they
 *  run, somebody else may roll out, and then nobody knows what they have seen.
 *  @returns a sentence for each; none where everything runs still. @throws when the cluster cannot tell: unknown is not passed */
export async function overtaken(
  rollouts: readonly RolledOut[],
  { namespace, run }: { readonly namespace: string; readonly run: number },
  cluster: Pick<Cluster, 'get'>,
): Promise<readonly string[]> {
  const own = rollouts.filter(({ outcome }) => outcome === 'complete');
  const found = await Promise.all(
    own.map(async ({ service, release }) => {
      const { live } = await readRunning(cluster, { service, namespace });
      const by = live && runOf(live);
      const now = live?.metadata.annotations?.[RELEASE];
      // What has no workload leaves no trace to compare.
      if (live === undefined || (now === release.digest && (by === undefined || by.id === run))) return [];
      const what = now === release.digest ? 'the same release again' : (now ?? 'something that nobody knows');
      return [
        `${service}: run ${by?.id ?? 'of somebody'} has rolled out ${what} since this one rolled out ${shortDigest(release.digest)}, so nobody knows which of them the checks have seen. Nothing is proven by them.`,
      ];
    }),
  );
  return found.flat();
}

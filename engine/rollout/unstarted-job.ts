import type { FailureCode } from '../../domain/verdict/table.ts';
import { isMoved, nameOf, seenOf } from './cluster.ts';
import { NewerRun } from './newer-run.ts';
import type { RolloutPorts, RolloutRequest } from './request.ts';
import type { Sighting } from './watch-rollout.ts';

/** What has ended stays for people to look at, and what is late goes on. */
const LEFT: readonly FailureCode[] = ['job-failed', 'deadline'];

/** Removes the Job that decided a failure because it could not start: it must not start later, when nobody expects it.
 *  @throws {NewerRun} */
export async function removedUnstarted(
  { end, observation }: Sighting,
  { namespace }: RolloutRequest,
  { cluster, log }: RolloutPorts,
): Promise<void> {
  const { kind, name } = observation.subject;
  if (kind !== 'Job' || end.state !== 'failed' || LEFT.includes(end.class)) return;
  try {
    const now = await cluster.get({ apiVersion: 'batch/v1', kind, namespace, name });
    if (now === undefined) return;
    await cluster.delete(seenOf(now, namespace));
    log.info(`${nameOf(now)} could not start, so it is removed: it must not run later, without its release.`);
  } catch (error) {
    if (error instanceof NewerRun) throw error;
    if (!isMoved(error))
      log.warning(
        `Job "${name}" could not start and could not be removed: ${(error as Error).message} Delete it, or it may run later.`,
      );
  }
}

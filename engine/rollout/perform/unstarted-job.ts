import { messageOf } from '../../../domain/error-message.ts';
import type { Pod } from '../../../domain/verdict/kubernetes.ts';
import { judgedOf, type Observation } from '../../../domain/verdict/observation.ts';
import { isMoved, nameOf, seenOf } from '../cluster.ts';
import type { RolloutPorts, RolloutRequest } from '../request.ts';
import { NewerRun } from '../state/newer-run.ts';
import type { Sighting } from '../watch/watch-rollout.ts';

/** Removes the Jobs of a failed release that nothing has run of yet: they must not start later, without their release. A Job that has
 *  run, or runs, stays as it is. @throws {NewerRun} */
export async function removeUnstarted(
  { all }: Sighting,
  { namespace }: RolloutRequest,
  { cluster, log }: RolloutPorts,
): Promise<void> {
  for (const { subject } of all.filter(isUnstarted)) {
    try {
      const now = await cluster.get({ apiVersion: 'batch/v1', kind: 'Job', namespace, name: subject.name });
      if (now === undefined) continue;
      await cluster.delete(seenOf(now, namespace));
      log.info(`${nameOf(now)} had not started, so it is removed: it must not run later, without its release.`);
    } catch (error) {
      if (error instanceof NewerRun) throw error;
      // It has moved on: it starts now.
      if (!isMoved(error))
        log.warning(
          `Job "${subject.name}" had not started and could not be removed: ${messageOf(error)} Delete it, or it may run later.`,
        );
    }
  }
}

/** Whether no container of any of its pods has ever run. */
export function isUnstarted(observation: Observation): boolean {
  const job = judgedOf(observation);
  if (job?.kind !== 'Job' || (job.status?.succeeded ?? 0) + (job.status?.failed ?? 0) > 0) return false;
  const pods = [...observation.objects.values()].filter((object) => object.kind === 'Pod');
  return observation.fallen.size === 0 && !pods.some(hasRun);
}

const hasRun = ({ status }: Pod): boolean =>
  [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])].some(
    ({ state, lastState, restartCount }) =>
      restartCount > 0 ||
      state?.running !== undefined ||
      state?.terminated !== undefined ||
      lastState?.terminated !== undefined,
  );

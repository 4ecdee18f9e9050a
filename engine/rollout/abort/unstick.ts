import { messageOf } from '../../../domain/error-message.ts';
import type { Clock } from '../clock.ts';
import { isMoved, nameOf, seenOf, Unreachable } from '../cluster.ts';
import type { Live } from '../live/live.ts';
import type { RolloutPorts } from '../request.ts';
import { NewerRun } from '../state/newer-run.ts';
import type { Target } from '../watch/watch-rollout.ts';
import { type BadRevision, badRevisionOf, stuckPod } from './stuck-pod.ts';

const EVERY = 2_000;

interface Repair {
  readonly targets: readonly Target[];
  /** The workloads before they were written: what a StatefulSet was moving to then is what it cannot leave. */
  readonly before: Live;
  readonly ports: Pick<RolloutPorts, 'cluster' | 'clock' | 'log'>;
}

/** Deletes stuck pods of StatefulSets, one after the other, as long as `work` watches them come back. What cannot be seen or
 *  deleted is left to the verdict of the work. */
export async function unstickWhile<T>(repair: Repair, work: () => Promise<T>): Promise<T> {
  const stops = repair.targets.flatMap((target) => {
    const { kind, name } = target.subject;
    const bad = badRevisionOf(repair.before.get(`${kind} "${name}"`));
    return bad === undefined ? [] : [every(repair.ports.clock, () => unstick(repair, target, bad))];
  });
  try {
    return await work();
  } finally {
    for (const stop of stops) stop();
  }
}

async function unstick(
  { ports: { cluster, log } }: Repair,
  { subject, labels }: Target,
  bad: BadRevision,
): Promise<void> {
  const { kind, name, namespace } = subject;
  try {
    const set = await cluster.get({ apiVersion: 'apps/v1', kind, namespace, name });
    const { objects } = await cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace, labels });
    const pod = set && stuckPod(set, objects, bad);
    if (pod === undefined) return;
    log.info(`${nameOf(pod)} of the bad revision is not ready and blocks StatefulSet "${name}": deleting it.`);
    await cluster.delete(seenOf(pod, namespace));
  } catch (error) {
    // A pod that has changed is looked at again; a newer run stops the work itself.
    if (isMoved(error) || error instanceof Unreachable || error instanceof NewerRun) return;
    log.warning(`A stuck pod of StatefulSet "${name}" could not be deleted: ${messageOf(error)} Delete it by hand.`);
  }
}

/** @returns a function that ends it. */
function every(clock: Clock, work: () => Promise<void>): () => void {
  let over = false;
  let stop = () => {};
  const next = () => {
    if (!over) stop = clock.after(EVERY, () => void work().finally(next));
  };
  next();
  return () => {
    over = true;
    stop();
  };
}

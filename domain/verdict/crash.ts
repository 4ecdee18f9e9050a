import { endCount, isDown, lastEnd, lastRunSeconds, type PodContainer } from './containers.ts';
import { mayTryAgain } from './kinds/job.ts';
import { occurrences } from './observation.ts';
import type { View } from './view.ts';

/** Ends of one container's process that make a loop: one or two may heal (a database that comes up later), three do not. */
const LOOP = 3;

/** How many ends of a container fail the rollout, where `usual` do in a pod that is started again for ever. A Job says itself
 *  how many it allows: while it may try again none counts, after that the first. */
export const endsThatCount = ({ judged, pods }: View, usual: number): number =>
  judged.kind !== 'Job' ? usual : mayTryAgain(judged, pods) ? Number.POSITIVE_INFINITY : 1;

/** A long run before the end is another story, unless the pod has never become ready, or was to stay so longer. */
const SHORT_RUN = 60;

export const isLooping = (container: PodContainer, view: View): boolean =>
  isDown(container) &&
  endCount(container) >= endsThatCount(view, LOOP) &&
  ((lastRunSeconds(container) ?? 0) < Math.max(SHORT_RUN, view.graces.stableFor) ||
    !view.observation.everReady.has(container.pod.metadata.uid));

/** Kills that the kubelet announced because of a liveness or startup probe. */
export function probeKills({ pod, spec }: PodContainer, view: View): { readonly count: number; readonly text: string } {
  const kills = view
    .events(pod.metadata.uid)
    .filter(({ reason }) => reason === 'Killing')
    .filter(({ message }) => /failed (liveness|startup) probe/i.test(message ?? ''))
    .filter(({ message, involvedObject }) =>
      involvedObject.fieldPath !== undefined
        ? involvedObject.fieldPath.includes(`{${spec.name}}`)
        : (message ?? '').includes(spec.name),
    );
  return { count: kills.reduce((sum, event) => sum + occurrences(event), 0), text: kills[0]?.message ?? '' };
}

/** `exit code 1 (Error)`, `exit code 137 (signal 9)`. */
export function describeEnd(container: PodContainer): string {
  const end = lastEnd(container);
  if (end === undefined) return 'no exit code reported';
  const signal = end.signal || (end.exitCode > 128 ? end.exitCode - 128 : 0);
  const reason = signal > 0 ? `signal ${signal}` : end.reason;
  return `exit code ${end.exitCode}${reason === undefined ? '' : ` (${reason})`}`;
}

import { assertNever } from '../brand.ts';
import { counted } from '../counted.ts';
import { isReady } from './containers.ts';
import { claimProgress } from './kinds/claim.ts';
import { customProgress } from './kinds/custom-resource.ts';
import { daemonSetProgress } from './kinds/daemon-set.ts';
import { deploymentProgress } from './kinds/deployment.ts';
import { jobProgress } from './kinds/job.ts';
import type { Progress } from './kinds/progress.ts';
import { statefulSetProgress } from './kinds/stateful-set.ts';
import { conditionOf, isWorkload } from './kubernetes.ts';
import { symptom } from './symptoms.ts';
import type { View } from './view.ts';

export function progressOf({ judged, events }: View): Progress {
  switch (judged.kind) {
    case 'Deployment':
      return deploymentProgress(judged);
    case 'StatefulSet':
      return statefulSetProgress(judged);
    case 'DaemonSet':
      return daemonSetProgress(judged);
    case 'Job':
      return jobProgress(judged);
    case 'PersistentVolumeClaim':
      return claimProgress(judged, events(judged.metadata.uid));
    case 'Custom':
      return customProgress(judged);
    default:
      return assertNever(judged);
  }
}

/** Whether the object as we wrote it has been seen, and its controller has taken it into account; before that its status
 *  speaks of an earlier rollout. Jobs and claims say nothing about generations: they never change. */
export const isObserved = ({ judged, observation }: View): boolean =>
  (judged.metadata.generation ?? 0) >= observation.applied.generation &&
  (!isWorkload(judged) || (judged.status?.observedGeneration ?? 0) >= (judged.metadata.generation ?? 0));

/** When it has been as it should be for long enough; `undefined` while it is not. */
export function stableAt(view: View): number | undefined {
  const progress = progressOf(view);
  if (!progress.done) return undefined;
  const { applied } = view.observation;
  if (progress.by === 'pods') return podsStableAt(view, progress);
  if (!progress.lasting || applied.unchanged) return applied.at;
  const since = view.since(symptom.current(view.judged));
  return since === undefined ? undefined : Math.max(applied.at, since + view.graces.stableFor * 1000);
}

function podsStableAt(
  view: View,
  { desired, spare = 0 }: { readonly desired: number; readonly spare?: number },
): number | undefined {
  const { judged, graces, observation, pods, readyPods } = view;
  if (readyPods.length < desired || pods.length - readyPods.length > spare) return undefined;
  const wait = Math.max(isWorkload(judged) ? (judged.spec.minReadySeconds ?? 0) : 0, graces.stableFor) * 1000;
  const times = readyPods.map((pod) => {
    const since = view.since(symptom.ready(pod));
    const restarted = pod.status?.containerStatuses?.some(({ restartCount }) => restartCount > 0);
    // Nothing was rolled out: pods that ran before and never restarted have proven themselves.
    return observation.applied.unchanged && !restarted ? observation.applied.at : (since ?? Number.NaN) + wait;
  });
  const latest = Math.max(observation.applied.at, ...times);
  return Number.isNaN(latest) ? undefined : latest;
}

/** `2 of 3 new pods ready, 1 old pod left`, or what the object's own status says, to stand after its title.
 *  The status counts available pods of old templates, too: the pods themselves do not. */
export function describeProgress(view: View): string {
  const progress = progressOf(view);
  if (progress.by === 'status') return progress.words;
  const { desired, old, note } = progress;
  const gates = view.pods.flatMap((pod) =>
    isReady(pod) || conditionOf(pod, 'ContainersReady')?.status !== 'True'
      ? []
      : (pod.spec.readinessGates ?? [])
          .filter(({ conditionType }) => conditionOf(pod, conditionType)?.status !== 'True')
          .map(({ conditionType }) => conditionType),
  );
  return [
    `${view.readyPods.length} of ${counted(desired, 'new pod')} ready`,
    ...(old > 0 ? [`${counted(old, 'old pod')} left`] : []),
    ...(gates.length > 0 ? [`waiting for readiness gate ${[...new Set(gates)].sort().join(', ')}`] : []),
    ...(note === undefined ? [] : [note]),
  ].join(', ');
}

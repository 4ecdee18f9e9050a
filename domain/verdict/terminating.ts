import { progressOf } from './completion.ts';
import { refusalOf } from './create-refused.ts';
import { type Finding, failureClass } from './finding.ts';
import { isWorkload, type Pod } from './kubernetes.ts';
import { mountTrouble } from './mount-trouble.ts';
import { symptom } from './symptoms.ts';
import type { View } from './view.ts';

/** A pod's own default. @see https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination */
const GRACE_PERIOD = 30;

export const terminating = failureClass({
  code: 'terminating',
  summary: 'A pod does not end, and the rollout waits for it.',
  page: {
    observed:
      'A pod is being deleted, and a new pod finds no node, no volume or no quota beside it; or the controller makes the next pod only when it is gone: a StatefulSet, a DaemonSet, the strategy Recreate. Not where its node says nothing more.',
    wait: ({ terminating }) => `the grace period of the pod and ${terminating} s more`,
    why: 'Until its grace period is over a pod may end by itself; what is left of it then is a finalizer, a hook or a volume that hangs.',
    remedy: 'Find out what keeps the pod: a finalizer, a preStop hook, a volume that cannot be unmounted.',
  },
  find: (view) => {
    const waiting = whatWaits(view);
    if (waiting === undefined) return [];
    return view.leaving.flatMap((pod) => stuck(pod, waiting, view));
  },
});

function stuck(pod: Pod, waiting: string, view: View): Finding[] {
  const since = view.since(symptom.leaving(pod));
  if (since === undefined || view.since(symptom.silent(pod)) !== undefined) return [];
  const { finalizers = [], deletionGracePeriodSeconds = GRACE_PERIOD, name } = pod.metadata;
  const object = `pod "${name}"`;
  const held = finalizers.length > 0;
  const cause = held
    ? `it has the finalizer ${finalizers.join(', ')}`
    : `its grace period of ${deletionGracePeriodSeconds} s is over`;
  return [
    {
      pod,
      object,
      cause,
      sentence: `Pod "${name}" of ${view.title} does not end, and ${waiting}: ${cause}.`,
      remedy: held
        ? `Find out who should remove the finalizer from ${object}; "kubectl patch" removes it by hand.`
        : `See what ${object} still does ("kubectl describe pod"): a preStop hook that hangs, or a volume that cannot be unmounted. Delete it by force only when its process is known to be gone.`,
      since,
      grace: deletionGracePeriodSeconds + view.graces.terminating,
    },
  ];
}

/** What the pods on their way out keep from getting on; `undefined` where nothing waits for them. */
function whatWaits(view: View): string | undefined {
  const { judged, pods } = view;
  if (!isWorkload(judged) || progressOf(view).done) return undefined;
  const unscheduled = pods.find((pod) => view.since(symptom.unscheduled(pod)) !== undefined);
  if (unscheduled !== undefined) return `no node takes pod "${unscheduled.metadata.name}" beside it`;
  const detached = pods.find((pod) => mountTrouble(pod, view)?.kind === 'attach');
  if (detached !== undefined) return `pod "${detached.metadata.name}" does not get its volume`;
  if (refusalOf(view) !== undefined) return 'the API server refuses new pods beside it';
  if (judged.kind !== 'Deployment') return 'the next pod is made only when it is gone';
  return judged.spec.strategy?.type === 'Recreate' && pods.length === 0
    ? 'the strategy Recreate makes new pods only when it is gone'
    : undefined;
}

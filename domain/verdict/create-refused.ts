import { failureClass, oneLine, sentenceOf } from './finding.ts';
import { timeOf } from './observation.ts';
import { symptom } from './symptoms.ts';
import type { View } from './view.ts';

const TRANSIENT =
  /failed calling webhook|timeout|deadline exceeded|internal error|connection refused|etcd|too many requests/i;

const REMEDIES = [
  [/failed calling webhook/i, 'The webhook does not answer: look at the pods that serve it, or ask its owner.'],
  [
    /quota/i,
    "Raise the namespace's ResourceQuota or lower the requests; a rolling update needs room for its surge pods.",
  ],
  [
    /(Runtime|Priority) ?Class\b/i,
    'Correct the name of that class in the pod template, or ask an administrator to create it.',
  ],
] as const;
const OTHER_REMEDY = 'Change the pod template so that the named policy accepts it, or ask its owner.';

/** Read from the new ReplicaSet: the Deployment's own condition may come from an old one. StatefulSets, DaemonSets and Jobs
 *  have no such condition, there the controller's events count that are newer than our write. */
export const createRefused = failureClass({
  code: 'create-refused',
  summary: 'The API server refuses to create pods: quota, limit range, pod security or an admission webhook.',
  page: {
    observed:
      'The new ReplicaSet has the condition ReplicaFailure with FailedCreate; a StatefulSet, DaemonSet or Job misses pods and has a FailedCreate event newer than our write. Not while an old pod is on its way out.',
    wait: ({ createRefused, createRefusedJob, createRefusedTransient }) =>
      `${createRefused} s, for a Job ${createRefusedJob} s; ${createRefusedTransient} s when a webhook did not answer or the server failed`,
    why: "A pod that leaves frees quota, and somebody may raise it: the controller's try about 10 s after the first one, the Job's after 15 s, lies within. The Deployment's own condition is not read: it may come from an old ReplicaSet.",
    remedy: 'Raise the quota or lower the requests; or change the pod template so that the named policy accepts it.',
  },
  find: (view) => {
    // A pod on its way out still holds quota; what it blocks now may be free in a moment.
    const refusal = view.leaving.length > 0 ? undefined : refusalOf(view);
    if (refusal === undefined) return [];
    const { since, text } = refusal;
    const cause = oneLine(text);
    return [
      {
        pod: undefined,
        object: view.title,
        cause,
        sentence: sentenceOf('The API server refuses new pods of', view.title, cause),
        remedy: REMEDIES.find(([words]) => words.test(text))?.[1] ?? OTHER_REMEDY,
        since,
        grace: graceOf(view, text),
      },
    ];
  },
});

const graceOf = ({ judged, graces }: View, text: string): number => {
  if (TRANSIENT.test(text)) return graces.createRefusedTransient;
  return judged.kind === 'Job' ? graces.createRefusedJob : graces.createRefused;
};

/** Events stay when what they tell has healed, so where they are all there is, pods must be missing just as long. */
export function refusalOf(view: View): { readonly since: number; readonly text: string } | undefined {
  const { judged, newReplicaSet } = view;
  const from = Date.parse(view.observation.applied.serverTime) - 1000;
  const told = view
    .events((newReplicaSet ?? judged).metadata.uid)
    .filter((event) => event.reason === 'FailedCreate' && !(Date.parse(timeOf(event)) < from))
    .toSorted((a, b) => timeOf(a).localeCompare(timeOf(b)))
    .at(-1);
  if (newReplicaSet !== undefined) {
    const key = symptom.refused(newReplicaSet);
    const since = view.since(key);
    const text = view.cause(key) ?? told?.message;
    return since === undefined || text === undefined ? undefined : { since, text };
  }
  const missing = view.since(symptom.missing(judged));
  const heard = told === undefined ? undefined : view.since(symptom.told(told));
  return missing === undefined || heard === undefined
    ? undefined
    : { since: Math.max(missing, heard), text: told?.message ?? 'no reason given' };
}

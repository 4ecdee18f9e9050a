import { failureClass, oneLine, sentenceOf } from './finding.ts';
import { symptom } from './symptoms.ts';

const TRANSIENT =
  /failed calling webhook|timeout|deadline exceeded|internal error|connection refused|etcd|too many requests/i;

/** Read from the new ReplicaSet: the Deployment's own condition may come from an old one. StatefulSets and DaemonSets have
 *  no such condition, there the controller's events count that are newer than our write. */
export const createRefused = failureClass({
  code: 'create-refused',
  summary: 'The API server refuses to create pods: quota, limit range, pod security or an admission webhook.',
  find: (view) => {
    // A pod on its way out still holds quota; what it blocks now may be free in a moment.
    if (view.makingRoom) return [];
    const { workload, newReplicaSet } = view;
    const owner = newReplicaSet ?? workload;
    const from = Date.parse(view.observation.applied.serverTime) - 1000;
    const told = view
      .events(owner.metadata.uid)
      .filter(({ reason, lastTimestamp, eventTime }) => {
        const time = Date.parse(lastTimestamp ?? eventTime ?? '');
        return reason === 'FailedCreate' && !(time < from);
      })
      .at(-1)?.message;
    const since =
      newReplicaSet === undefined
        ? workload.kind === 'Deployment' || told === undefined || view.pods.length > 0
          ? undefined
          : view.observation.applied.at
        : view.since(symptom.refused(newReplicaSet));
    const text = newReplicaSet === undefined ? told : (view.cause(symptom.refused(newReplicaSet)) ?? told);
    if (since === undefined || text === undefined) return [];
    const cause = oneLine(text);
    return [
      {
        pod: undefined,
        object: view.title,
        cause,
        sentence: sentenceOf('The API server refuses new pods of', view.title, cause),
        remedy: /quota/i.test(text)
          ? "Raise the namespace's ResourceQuota or lower the requests; a rolling update needs room for its surge pods."
          : 'Change the pod template so that the named policy accepts it, or ask its owner.',
        since,
        grace: TRANSIENT.test(text) ? view.graces.createRefusedTransient : view.graces.createRefused,
      },
    ];
  },
});

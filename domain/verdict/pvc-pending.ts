import { type Finding, failureClass, oneLine, sentenceOf } from './finding.ts';
import { claimTrouble } from './kinds/claim.ts';
import type { Pod } from './kubernetes.ts';
import { symptom } from './symptoms.ts';
import type { View } from './view.ts';

const REMEDY =
  'Name a storage class that exists ("kubectl get storageclass") or create the volume; read what its provisioner says.';

/** The scheduler's words for a claim that is not there. */
const NO_CLAIM = /persistentvolumeclaim "[^"]*" not found/i;

export const pvcPending = failureClass({
  code: 'pvc-pending',
  summary: 'A PersistentVolumeClaim gets no volume.',
  page: {
    observed:
      'A claim is not bound, or a pod that mounts it has no node, and the claim has an event that no storage class is there or set, or ProvisioningFailed twice; or the claim does not exist.',
    wait: ({ pvcPending }) => `${pvcPending} s`,
    why: 'Provisioners try again and often succeed then. A claim that waits for its first pod (WaitForFirstConsumer) is as it should be.',
    remedy: REMEDY,
  },
  find: (view) => {
    const { judged } = view;
    if (judged.kind !== 'PersistentVolumeClaim') return view.pods.flatMap((pod) => ofPod(pod, view));
    const since = view.since(symptom.pending(judged));
    const trouble = claimTrouble(view.events(judged.metadata.uid));
    const cause = oneLine(judged.status?.phase === 'Lost' ? 'the volume it was bound to is gone' : (trouble ?? ''));
    if (since === undefined || cause === '') return [];
    const sentence = sentenceOf(`${view.title} gets no volume`, cause);
    const grace = view.graces.pvcPending;
    return [{ pod: undefined, object: view.title, cause, sentence, remedy: REMEDY, since, grace }];
  },
});

function ofPod(pod: Pod, view: View): Finding[] {
  const since = view.since(symptom.unplaced(pod));
  if (since === undefined) return [];
  const told = view.cause(symptom.unscheduled(pod)) ?? '';
  const absent = view.since(symptom.unscheduled(pod)) === undefined ? undefined : NO_CLAIM.exec(told)?.[0];
  const found = (pod.spec.volumes ?? []).flatMap(({ persistentVolumeClaim }) => {
    const claim = persistentVolumeClaim?.claimName;
    const trouble = claim === undefined ? undefined : claimTrouble(view.claimEvents(claim));
    return claim === undefined || trouble === undefined ? [] : [{ claim, trouble }];
  });
  const [first] = found;
  if (first === undefined && absent === undefined) return [];
  const object = `pod "${pod.metadata.name}"`;
  const cause = oneLine(first === undefined ? (absent ?? '') : `claim "${first.claim}": ${first.trouble}`);
  const sentence = sentenceOf(`No volume for ${object} of ${view.title}`, cause);
  return [{ pod, object, cause, sentence, remedy: REMEDY, since, grace: view.graces.pvcPending }];
}

import { containersOf } from './containers.ts';
import { capital, type Finding, failureClass, oneLine, sentenceOf } from './finding.ts';
import type { Pod } from './kubernetes.ts';
import { speaksOfMissing } from './missing-object.ts';
import { mountTrouble } from './mount-trouble.ts';
import { containerTitle } from './pull-cause.ts';
import { symptom } from './symptoms.ts';
import type { View } from './view.ts';

const REMEDY = 'Create the ConfigMap or Secret with that key in this namespace, or correct its name in the manifests.';

export const configMissing = failureClass({
  code: 'config-missing',
  summary: 'A ConfigMap or Secret that the pod needs, or a key of it, does not exist.',
  page: {
    observed:
      'A container waits with CreateContainerConfigError, or a FailedMount event says so, because a ConfigMap or Secret or a key of it is not found. "failed to sync cache" is not this.',
    wait: ({ configMissing, mountMissing }) => `${configMissing} s; ${mountMissing} s for a volume`,
    why: 'Other controllers (external secrets, certificates) create such objects seconds later; a volume is tried again about 32 and 64 s after the first time. What can be read is checked before the first write.',
    remedy: REMEDY,
  },
  find: (view) => [...missingInEnvironment(view), ...view.pods.flatMap((pod) => missingInVolume(pod, view))],
});

function missingInEnvironment(view: View): Finding[] {
  return view.containers.flatMap((container) => {
    const key = symptom.config(container.pod, container.spec.name);
    const since = view.since(key);
    const text = view.cause(key) ?? '';
    if (since === undefined || !speaksOfMissing(text)) return [];
    const object = containerTitle(container);
    const cause = oneLine(text);
    const sentence = sentenceOf(capital(object), 'cannot start', cause);
    return [{ pod: container.pod, object, cause, sentence, remedy: REMEDY, since, grace: view.graces.configMissing }];
  });
}

function missingInVolume(pod: Pod, view: View): Finding[] {
  const trouble = mountTrouble(pod, view);
  if (trouble?.kind !== 'missing') return [];
  const { since, text } = trouble;
  const waiting = containersOf(pod).find(({ status }) => status.state?.waiting !== undefined);
  const object = waiting === undefined ? `pod "${pod.metadata.name}"` : containerTitle(waiting);
  const cause = oneLine(text);
  const sentence = sentenceOf('A volume for', object, 'cannot be mounted', cause);
  return [{ pod, object, cause, sentence, remedy: REMEDY, since, grace: view.graces.mountMissing }];
}

import { endCount, lastEnd, type PodContainer } from './containers.ts';
import { endsThatCount } from './crash.ts';
import { type Finding, failureClass, oneLine, sentenceOf } from './finding.ts';
import { speaksOfMissing } from './missing-object.ts';
import { containerTitle } from './pull-cause.ts';
import { startTrouble } from './start-trouble.ts';
import { symptom } from './symptoms.ts';
import type { View } from './view.ts';

const NEVER_STARTED = /^(StartError|ContainerCannotRun)$/;
const DEFINITE = /executable file not found|no such file or directory|permission denied|not a directory|exec format/i;

const REMEDY = 'Check command, arguments, user, mounts and security context of the container against its image.';

export const containerCreate = failureClass({
  code: 'container-create',
  summary: 'The container runtime cannot create or start the container.',
  page: {
    observed:
      'A container waits with CreateContainerError, RunContainerError or an error of its hooks, or its start ended with StartError or ContainerCannotRun.',
    wait: ({ containerCreate, invalidImage }) =>
      `${containerCreate} s; ${invalidImage} s for a user that is not allowed; no time after the second start that failed for a reason that cannot heal, or the third for any`,
    why: 'Runtimes hiccup, and give exit code 128 for that as well; the kubelet tries again 10 to 15 s after each failure. A program that is not in the image will not come.',
    remedy: REMEDY,
  },
  find: (view) =>
    view.containers.flatMap((container) => [...waiting(container, view), ...neverStarted(container, view)]),
});

const words = (container: PodContainer, text: string, since: number, grace: number): Finding => {
  const object = containerTitle(container);
  const cause = oneLine(text);
  const trouble = startTrouble(text);
  return {
    pod: container.pod,
    object,
    cause,
    sentence: sentenceOf('The runtime cannot start', object, cause),
    remedy: trouble?.remedy ?? REMEDY,
    trouble: trouble?.code,
    since,
    grace,
  };
};

function waiting(container: PodContainer, view: View): Finding[] {
  const { pod, spec, status } = container;
  const reason = status.state?.waiting?.reason ?? '';
  const create = view.since(symptom.create(pod, spec.name));
  if (create !== undefined) {
    const text = view.cause(symptom.create(pod, spec.name)) ?? 'no reason given';
    return [words(container, `${reason}: ${text}`, create, view.graces.containerCreate)];
  }
  const config = view.since(symptom.config(pod, spec.name));
  const text = view.cause(symptom.config(pod, spec.name)) ?? 'no reason given';
  if (config === undefined || speaksOfMissing(text)) return [];
  const { imageTransient, containerCreate, invalidImage } = view.graces;
  const final = startTrouble(text)?.code === 'runs-as-root' ? Math.min(containerCreate, invalidImage) : containerCreate;
  const grace = /failed to sync/i.test(text) ? imageTransient : final;
  return [words(container, `${reason}: ${text}`, config, grace)];
}

/** Exit 128 is also what a runtime hiccup gives: it needs three, unless the text leaves no doubt. */
function neverStarted(container: PodContainer, view: View): Finding[] {
  const end = lastEnd(container);
  const since = view.since(symptom.down(container.pod, container.spec.name));
  if (end === undefined || since === undefined || !NEVER_STARTED.test(end.reason ?? '')) return [];
  const text = end.message ?? `exit code ${end.exitCode}`;
  return endCount(container) >= endsThatCount(view, DEFINITE.test(text) ? 2 : 3)
    ? [words(container, `${end.reason}: ${text}`, since, 0)]
    : [];
}

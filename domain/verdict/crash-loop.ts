import { endCount, lastEnd, type PodContainer } from './containers.ts';
import { describeEnd, isLooping } from './crash.ts';
import { capital, failureClass, oneLine, sentenceOf } from './finding.ts';
import { occurrences } from './observation.ts';
import { containerTitle } from './pull-cause.ts';
import { symptom } from './symptoms.ts';
import type { View } from './view.ts';

const REMEDY = 'Read the last log lines below; start the image with the same environment on your machine.';

const HOOK_REMEDY = 'Run the command of the hook in the container by hand; it must end with exit code 0.';

/** Exit codes of a kill, or of a process that was told to end: any other one it gave itself, and its hook failed with it. */
const KILLED: readonly (number | undefined)[] = [0, 137, 143];

/** What is wrong with the hook that the kubelet kills a container for after each start. */
function failedHook(container: PodContainer, view: View): string | undefined {
  const { pod, spec } = container;
  const told = view
    .events(pod.metadata.uid)
    .filter(({ reason }) => reason === 'FailedPostStartHook')
    .filter(({ involvedObject }) => involvedObject.fieldPath?.includes(`{${spec.name}}`) ?? true);
  const times = told.reduce((sum, event) => sum + occurrences(event), 0);
  const text = view.cause(symptom.create(pod, spec.name)) ?? '';
  const said = /lifecycle hook/i.test(text) ? text : (told[0]?.message ?? '');
  const isKill = KILLED.includes(lastEnd(container)?.exitCode) && !/stopped container|not running/i.test(said);
  return isKill && times > 0 && times >= endCount(container) - 1 ? oneLine(said) : undefined;
}

export const crashLoop = failureClass({
  code: 'crash-loop',
  summary: 'A container ends again and again soon after it started.',
  page: {
    observed:
      'A container ended three times, each time within 60 s of its start or without its pod ever being ready, and is down.',
    wait: () => 'none after the third end, about 15 s for a process that ends at once',
    why: 'One or two crashes heal when a database or a sidecar comes up. The kubelet starts it again at once, then after 10 and 20 s.',
    remedy: REMEDY,
  },
  // A Job's containers are there to end; how it ends is job-failed.
  find: (view) =>
    view.containers
      .filter((container) => container.role === 'main' && view.judged.kind !== 'Job' && isLooping(container, view))
      .flatMap((container) => {
        const since = view.since(symptom.down(container.pod, container.spec.name));
        if (since === undefined) return [];
        const object = containerTitle(container);
        const hook = failedHook(container, view);
        if (hook !== undefined) {
          const words = `is killed after each start, ${endCount(container)} times so far, because its postStart hook fails`;
          const sentence = sentenceOf(capital(object), words, hook);
          return [{ pod: container.pod, object, cause: hook, sentence, remedy: HOOK_REMEDY, since, grace: 0 }];
        }
        const cause = describeEnd(container);
        const ended = lastEnd(container)?.exitCode === 0 ? 'ends instead of serving' : 'crashes';
        return [
          {
            pod: container.pod,
            object,
            cause,
            sentence: `Process of ${object} ${ended}, ${endCount(container)} times so far, the last time with ${cause}.`,
            remedy: REMEDY,
            since,
            grace: 0,
          },
        ];
      }),
});

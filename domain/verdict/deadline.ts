import { describeProgress, progressOf } from './completion.ts';
import { capital, type Finding, failureClass } from './finding.ts';
import { conditionOf, isWorkload } from './kubernetes.ts';
import { containerTitle } from './pull-cause.ts';
import { symptom } from './symptoms.ts';
import type { View } from './view.ts';

const REMEDY = 'See the pods and events below; a slow start needs a longer timeout and progressDeadlineSeconds.';

/** The controller's own deadline counts only when it is newer than our write: on a re-run the old one is still there.
 *  @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#failed-deployment */
export const deadline = failureClass({
  code: 'deadline',
  summary: 'The rollout did not finish in time, and no closer cause was seen.',
  page: {
    observed:
      'The condition Progressing has the reason ProgressDeadlineExceeded and is newer than our write, or the timeout of the action is over.',
    wait: ({ timeout }) => `none; the timeout is ${timeout} s`,
    why: 'The last resort: every closer cause outranks it, and one whose own time is not over yet is named in its sentence. On a second run the condition of the first is still there, hence its time; going back the controller may count from before our write, hence its length.',
    remedy: REMEDY,
  },
  find: (view) => [...progressDeadline(view), timeout(view)],
});

function progressDeadline(view: View): Finding[] {
  const { judged, observation } = view;
  if (!isWorkload(judged)) return [];
  const condition = conditionOf(judged, 'Progressing');
  if (condition?.reason !== 'ProgressDeadlineExceeded') return [];
  const passed = (Date.parse(condition.lastUpdateTime ?? '') - Date.parse(observation.applied.serverTime)) / 1000;
  if (!(passed > 0)) return [];
  const limit = judged.spec.progressDeadlineSeconds ?? 600;
  // When a template comes back, the controller counts from the last progress of the one before, and may say so at once.
  const grace = passed >= limit - 1 ? 0 : limit;
  return [words(view, `its progress deadline of ${limit} s passed`, observation.applied.at, grace)];
}

export const timeout = (view: View): Finding =>
  words(view, `the timeout of ${view.graces.timeout} s passed`, view.observation.applied.at, view.graces.timeout);

const words = (view: View, cause: string, since: number, grace: number): Finding => ({
  pod: undefined,
  object: view.title,
  cause,
  sentence: `${view.title} did not finish: ${cause} ${progressOf(view).by === 'pods' ? 'with' : 'while it'} ${describeProgress(view)}.${stillPulling(view) ?? stillInitializing(view) ?? ''}`,
  remedy: REMEDY,
  since,
  grace,
  certain: true,
});

/** A pull that goes on is no failure, so no class speaks of it; a deadline that comes first must. */
function stillPulling({ pods, since, events }: View): string | undefined {
  for (const { metadata } of pods.filter((pod) => since(symptom.creating(pod)) !== undefined)) {
    const told = events(metadata.uid);
    const image = told.find(({ reason }) => reason === 'Pulling')?.message?.match(/"([^"]+)"/)?.[1];
    if (image !== undefined && !told.some(({ reason }) => reason === 'Pulled' || reason === 'Failed'))
      return ` Pod "${metadata.name}" was still pulling its image: ${image}.`;
  }
  return undefined;
}

/** Nobody says how long an init container may take, but whoever waits for it must know its name. */
function stillInitializing({ containers }: View): string | undefined {
  const running = containers.find(({ role, status }) => role === 'init' && status.state?.running !== undefined);
  return running === undefined ? undefined : ` ${capital(containerTitle(running))} had not ended yet.`;
}

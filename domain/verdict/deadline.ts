import { describeProgress } from './completion.ts';
import { type Finding, failureClass } from './finding.ts';
import { conditionOf } from './kubernetes.ts';
import type { View } from './view.ts';

/** The controller's own deadline counts only when it is newer than our write: on a re-run the old one is still there.
 *  @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#failed-deployment */
export const deadline = failureClass({
  code: 'deadline',
  summary: 'The rollout did not finish in time, and no closer cause was seen.',
  find: (view) => [...progressDeadline(view), timeout(view)],
});

function progressDeadline(view: View): Finding[] {
  const { workload, observation } = view;
  const condition = conditionOf(workload, 'Progressing');
  if (condition?.reason !== 'ProgressDeadlineExceeded') return [];
  if (!(Date.parse(condition.lastUpdateTime ?? '') > Date.parse(observation.applied.serverTime))) return [];
  const limit = workload.spec.progressDeadlineSeconds ?? 600;
  return [words(view, `its progress deadline of ${limit} s passed`, observation.applied.at, 0)];
}

export const timeout = (view: View): Finding =>
  words(view, `the timeout of ${view.graces.timeout} s passed`, view.observation.applied.at, view.graces.timeout);

const words = (view: View, cause: string, since: number, grace: number): Finding => ({
  pod: undefined,
  object: view.title,
  cause,
  sentence: `${view.title} did not finish: ${cause} with ${describeProgress(view)}.`,
  remedy: 'See the pods and events below; a slow start needs a longer timeout and progressDeadlineSeconds.',
  since,
  grace,
  certain: true,
});

import type { JobOutcome } from './job-graph.ts';
import type { Plan, PlannedJob } from './plan.ts';

type Outcomes = ReadonlyMap<string, JobOutcome>;

/** Jobs that a re-run leaves as they are, by path, with their results and outputs: all but those that are wanted again, and those that
 *  depend on one of them. Of a matrix only such legs run again, of a called workflow only such jobs and what depends on them.
 *  @param wanted whether a job runs again for itself; of a matrix or a called workflow: whether one in it does
 *  @see https://docs.github.com/en/actions/how-tos/manage-workflow-runs/re-run-workflows-and-jobs */
export function keptJobs(
  plan: Plan,
  outcomes: Outcomes,
  wanted: (path: string, outcome: JobOutcome) => boolean,
  path = '',
): Map<string, JobOutcome> {
  // A job that never got its turn has no outcome: it counts as one that is still to run.
  const again = (at: string): boolean => {
    const outcome = outcomes.get(at);
    return outcome === undefined || wanted(at, outcome);
  };
  const pathOf = ({ job }: PlannedJob): string => (path === '' ? job.id : `${path} / ${job.id}`);
  const byId = new Map(plan.jobs.map((planned) => [planned.job.id, planned]));
  const dependsOnAgain = (planned: PlannedJob): boolean =>
    planned.job.needs.some((id) => {
      const need = byId.get(id);
      return need !== undefined && (again(pathOf(need)) || dependsOnAgain(need));
    });
  const kept = new Map<string, JobOutcome>();
  const keep = (others: Iterable<readonly [string, JobOutcome]>): void => {
    for (const [key, outcome] of others) kept.set(key, outcome);
  };
  for (const planned of plan.jobs) {
    const own = pathOf(planned);
    if (dependsOnAgain(planned)) continue;
    if (!again(own)) keep([...outcomes].filter(([key]) => key === own || isBelow(key, own)));
    else if (planned.kind === 'call') {
      for (const leg of [own, ...legsOf(outcomes, own)]) {
        if (leg !== own && !again(leg)) keep([...outcomes].filter(([key]) => key === leg || isBelow(key, leg)));
        else keep(keptJobs(planned.called, outcomes, wanted, leg));
      }
    } else keep([...outcomes].filter(([key]) => isBelow(key, own) && !again(key)));
  }
  return kept;
}

/** Whether a job is among those that "re-run failed jobs" means. */
export const hasFailed = (_: string, { result }: JobOutcome): boolean => result === 'failure' || result === 'cancelled';

/** Legs of a matrix that calls a workflow. */
const legsOf = (outcomes: Outcomes, path: string): readonly string[] =>
  [...outcomes.keys()].filter((key) => key.startsWith(`${path} (`) && !key.slice(path.length).includes(' / '));

/** A leg of a matrix, or a job of a called workflow. */
export const isBelow = (key: string, path: string): boolean =>
  key.startsWith(`${path} (`) || key.startsWith(`${path} / `);

import type { JobOutcome } from './job-graph.ts';
import type { Plan, PlannedJob } from './plan.ts';

type Outcomes = ReadonlyMap<string, JobOutcome>;

/** Jobs that a re-run of the failed ones leaves as they are, by path, with their results and outputs: all but those that failed or
 *  were cancelled, and those that depend on one of them. Of a matrix only the failed legs run again, of a called workflow only its
 *  failed jobs and what depends on them.
 *  @see https://docs.github.com/en/actions/how-tos/manage-workflow-runs/re-run-workflows-and-jobs */
export function keptJobs(plan: Plan, outcomes: Outcomes, path = ''): Map<string, JobOutcome> {
  const pathOf = ({ job }: PlannedJob): string => (path === '' ? job.id : `${path} / ${job.id}`);
  const byId = new Map(plan.jobs.map((planned) => [planned.job.id, planned]));
  const dependsOnAgain = (planned: PlannedJob): boolean =>
    planned.job.needs.some((id) => {
      const need = byId.get(id);
      return need !== undefined && (failed(outcomes, pathOf(need)) || dependsOnAgain(need));
    });
  const kept = new Map<string, JobOutcome>();
  const keep = (others: Iterable<readonly [string, JobOutcome]>): void => {
    for (const [key, outcome] of others) kept.set(key, outcome);
  };
  for (const planned of plan.jobs) {
    const own = pathOf(planned);
    if (dependsOnAgain(planned)) continue;
    if (!failed(outcomes, own)) keep([...outcomes].filter(([key]) => key === own || isBelow(key, own)));
    else if (planned.kind === 'call') {
      for (const leg of [own, ...legsOf(outcomes, own)]) {
        if (leg !== own && !failed(outcomes, leg))
          keep([...outcomes].filter(([key]) => key === leg || isBelow(key, leg)));
        else keep(keptJobs(planned.called, outcomes, leg));
      }
    } else keep([...outcomes].filter(([key]) => isBelow(key, own) && !failed(outcomes, key)));
  }
  return kept;
}

/** Legs of a matrix that calls a workflow. */
const legsOf = (outcomes: Outcomes, path: string): readonly string[] =>
  [...outcomes.keys()].filter((key) => key.startsWith(`${path} (`) && !key.slice(path.length).includes(' / '));

/** A job that never got its turn has no outcome: it counts as one that is still to run. */
const failed = (outcomes: Outcomes, path: string): boolean => {
  const result = outcomes.get(path)?.result;
  return result === undefined || result === 'failure' || result === 'cancelled';
};

/** A leg of a matrix, or a job of a called workflow. */
const isBelow = (key: string, path: string): boolean => key.startsWith(`${path} (`) || key.startsWith(`${path} / `);

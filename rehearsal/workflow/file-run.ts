import { runCall } from './call-run.ts';
import { type JobOutcome, type JobView, runGraph } from './job-graph.ts';
import { jobName, writtenName } from './job-name.ts';
import { type Leg, runLegs } from './matrix-legs.ts';
import type { Plan, PlannedJob } from './plan.ts';
import { type FileScope, JobEntry, type RunContext } from './run-context.ts';
import { fileScope, jobScope } from './scopes.ts';
import { sentenceOf } from './sentence.ts';
import { runStepsJob } from './steps-job.ts';
import { evaluateStrategy } from './strategy.ts';

/** Runs all jobs of one workflow file: of the one that was started, and of each that it calls. */
export async function runFile(
  context: RunContext,
  file: FileScope,
  { definition, jobs }: Plan,
): Promise<ReadonlyMap<string, JobOutcome>> {
  const scope = fileScope(context, file);
  const pathOf = ({ job }: PlannedJob): string => (file.path === '' ? job.id : `${file.path} / ${job.id}`);
  const enter = (planned: PlannedJob): JobEntry =>
    new JobEntry(context, pathOf(planned), writtenName(planned.job, file.title));
  // A job that calls a workflow shows up as the jobs of that workflow, and one with a strategy as its legs, or by itself when it never
  // gets there.
  const entries = new Map<PlannedJob, JobEntry>();
  const kept = (planned: PlannedJob): JobOutcome | undefined => context.kept.get(pathOf(planned));
  for (const planned of jobs) {
    const single = planned.kind === 'steps' && !planned.job.strategy;
    if (single && kept(planned) === undefined) entries.set(planned, enter(planned));
  }
  const entryOf = (planned: PlannedJob): JobEntry => entries.get(planned) ?? enter(planned);

  const ended = async (path: string, running: Promise<JobOutcome>): Promise<JobOutcome> => {
    const outcome = await running;
    context.outcomes.set(path, outcome);
    return outcome;
  };

  const start = async (planned: PlannedJob, view: JobView): Promise<JobOutcome> => {
    const strategy = evaluateStrategy(planned.job.strategy, jobScope(context, file, view), planned.job.id);
    const legPath = uniquePaths(pathOf(planned));
    return runLegs(
      strategy,
      (leg) => {
        const own = { ...view, leg };
        const path = legPath(leg);
        const before = context.kept.get(path);
        if (before !== undefined) return Promise.resolve(before);
        const enterLeg = (name: string): JobEntry =>
          entries.get(planned)?.called(name) ?? new JobEntry(context, path, name);
        return ended(
          path,
          attempted(
            () => enterLeg(writtenName(planned.job, file.title)),
            () => {
              const name = jobName(planned.job, file.title, jobScope(context, file, own), leg.shown);
              if (planned.kind === 'call') {
                return runCall(context, file, planned, own, {
                  path,
                  title: name,
                  enter: () => enterLeg(name),
                  run: runFile,
                });
              }
              const { job, permissions } = planned;
              return runStepsJob(context, file, { job, permissions, definition }, own, enterLeg(name));
            },
          ),
        );
      },
      (leg) => {
        const seen = jobScope(context, file, { ...view, leg });
        new JobEntry(context, legPath(leg), jobName(planned.job, file.title, seen, leg.shown)).end('cancelled');
        return { result: 'cancelled', outputs: {} };
      },
    );
  };

  return runGraph(jobs, {
    cancelled: () => context.cancel.signal.aborted,
    scope,
    refuse: context.refuse,
    kept,
    ended: (planned, outcome) => context.outcomes.set(pathOf(planned), outcome),
    skip: (planned) => entryOf(planned).end('skipped'),
    fail: (planned, reason) => failed(entryOf(planned), reason),
    start,
  });
}

/** A leg that fails before it gets anywhere fails alone. */
async function attempted(enter: () => JobEntry, run: () => Promise<JobOutcome>): Promise<JobOutcome> {
  try {
    return await run();
  } catch (error) {
    return failed(enter(), sentenceOf(error));
  }
}

function failed(entry: JobEntry, reason: string): JobOutcome {
  entry.journal.error(reason);
  entry.end('failure');
  return { result: 'failure', outputs: {} };
}

/** Paths of the legs of one job; those that show the same are numbered. */
function uniquePaths(path: string): (leg: Leg) => string {
  const used = new Map<string, number>();
  return ({ shown }) => {
    const name = shown.length === 0 ? path : `${path} (${shown.join(', ')})`;
    const number = (used.get(name) ?? 0) + 1;
    used.set(name, number);
    return number === 1 ? name : `${name} #${number}`;
  };
}

import { calledOutputs, calledScope } from './call-job.ts';
import { holdGroup } from './concurrency-hold.ts';
import { evaluateText, type Scope } from './expression.ts';
import { type JobOutcome, type JobView, runGraph, worstOf } from './job-graph.ts';
import { type Leg, runLegs } from './matrix-legs.ts';
import type { Plan, PlannedJob } from './plan.ts';
import { type FileScope, JobEntry, type RunContext } from './run-context.ts';
import { fileScope, jobScope } from './scopes.ts';
import { runStepsJob } from './steps-job.ts';

/** Runs all jobs of one workflow file: of the one that was started, and of each that it calls. */
export async function runFile(
  context: RunContext,
  file: FileScope,
  { definition, jobs }: Plan,
): Promise<ReadonlyMap<string, JobOutcome>> {
  const scope = fileScope(context, file);
  const pathOf = ({ job }: PlannedJob): string => (file.path === '' ? job.id : `${file.path} / ${job.id}`);
  const enter = (planned: PlannedJob): JobEntry => new JobEntry(context, pathOf(planned), displayName(planned, scope));
  // A job that calls a workflow shows up as the jobs of that workflow, and one with a matrix as its legs, or by itself when it never
  // gets there.
  const entries = new Map<PlannedJob, JobEntry>();
  const kept = (planned: PlannedJob): JobOutcome | undefined => context.kept.get(pathOf(planned));
  for (const planned of jobs) {
    const single = planned.kind === 'steps' && !planned.job.strategy;
    if (single && kept(planned) === undefined) entries.set(planned, enter(planned));
  }
  const entryOf = (planned: PlannedJob): JobEntry => entries.get(planned) ?? enter(planned);
  return runGraph(jobs, {
    cancelled: () => context.cancel.signal.aborted,
    scope,
    refuse: context.refuse,
    kept,
    ended: (planned, outcome) => context.outcomes.set(pathOf(planned), outcome),
    skip: (planned) => entryOf(planned).end('skipped'),
    fail: (planned, reason) => {
      const entry = entryOf(planned);
      entry.journal.error(reason);
      entry.end('failure');
    },
    start: (planned, view) => {
      if (planned.kind === 'call') return call(context, file, planned, view, pathOf(planned), () => entryOf(planned));
      const work = { job: planned.job, permissions: planned.permissions, definition };
      if (planned.job.strategy === undefined) return runStepsJob(context, file, work, view, entryOf(planned));
      const enterLeg = (leg: Leg): JobEntry => {
        const name = displayName(planned, jobScope(context, file, { ...view, leg }));
        const title = ` (${leg.title})`;
        return new JobEntry(
          context,
          `${pathOf(planned)}${title}`,
          planned.job.name?.kind === 'expression' ? name : `${name}${title}`,
        );
      };
      return runLegs(
        planned.job.strategy,
        jobScope(context, file, view),
        async (leg) =>
          context.kept.get(`${pathOf(planned)} (${leg.title})`) ??
          runStepsJob(context, file, work, { ...view, leg }, enterLeg(leg)),
        (leg) => {
          enterLeg(leg).end('cancelled');
          return { result: 'cancelled', outputs: {} };
        },
      );
    },
  });
}

async function call(
  context: RunContext,
  file: FileScope,
  { job, called }: PlannedJob & { kind: 'call' },
  view: JobView,
  path: string,
  enter: () => JobEntry,
): Promise<JobOutcome> {
  const scope = jobScope(context, file, view);
  const cancel = new AbortController();
  const own: RunContext = { ...context, cancel: linked(context.cancel, cancel) };
  const inner = calledScope(job, called, file, scope, path);
  const claims = [
    { token: job.concurrency, scope },
    { token: called.definition.concurrency, scope: fileScope(context, inner) },
  ];
  const leaves: (() => void)[] = [];
  try {
    for (const claim of claims) {
      const { refusal, leave } = await holdGroup(context, claim.token, claim.scope, {
        path,
        signal: own.cancel.signal,
        onCancel: () => cancel.abort(),
        onWait: () => {},
      });
      leaves.push(leave);
      if (refusal === undefined && !own.cancel.signal.aborted) continue;
      const entry = enter();
      if (refusal !== undefined) entry.journal.error(refusal);
      entry.end('cancelled');
      return { result: 'cancelled', outputs: {} };
    }
    const ended = await runFile(own, inner, called);
    const results = Object.fromEntries([...ended].map(([id, outcome]) => [id, { ...outcome }]));
    const outputs = calledOutputs(called, {
      contexts: { ...fileScope(context, inner).contexts, jobs: results },
    });
    return { result: worstOf([...ended.values()].map(({ result }) => result)), outputs };
  } finally {
    for (const leave of leaves) leave();
  }
}

/** A controller that the outer one aborts too. */
function linked(outer: AbortController, inner: AbortController): AbortController {
  if (outer.signal.aborted) inner.abort();
  else outer.signal.addEventListener('abort', () => inner.abort(), { once: true });
  return inner;
}

function displayName({ job }: PlannedJob, scope: Scope): string {
  if (job.name === undefined) return job.id;
  try {
    return evaluateText(job.name, scope) || job.id;
  } catch {
    return job.id;
  }
}

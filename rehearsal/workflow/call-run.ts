import { calledOutputs, calledScope } from './call-job.ts';
import { holdGroup } from './concurrency-hold.ts';
import { type JobOutcome, type JobView, worstOf } from './job-graph.ts';
import type { Plan, PlannedJob } from './plan.ts';
import type { FileScope, JobEntry, RunContext } from './run-context.ts';
import { fileScope, jobScope } from './scopes.ts';

/** Runs a job that is another workflow: it holds the groups of both, and shows up as the jobs of that workflow. */
export async function runCall(
  context: RunContext,
  file: FileScope,
  { job, called }: PlannedJob & { readonly kind: 'call' },
  view: JobView,
  shown: {
    readonly path: string;
    readonly title: string;
    /** Makes a record of the job itself, which it has only when it does not get to its workflow. */
    readonly enter: () => JobEntry;
    /** Runs the jobs of the called file. */
    readonly run: (context: RunContext, file: FileScope, called: Plan) => Promise<ReadonlyMap<string, JobOutcome>>;
  },
): Promise<JobOutcome> {
  const { path, title, enter, run } = shown;
  const scope = jobScope(context, file, view);
  const cancel = linked([context.cancel.signal, ...(view.leg === undefined ? [] : [view.leg.stop])]);
  const own: RunContext = { ...context, cancel };
  const inner = calledScope(job, called, file, scope, { path, title });
  const claims = [
    { token: job.concurrency, scope, jobId: job.id },
    { token: called.definition.concurrency, scope: fileScope(context, inner), jobId: '' },
  ];
  const leaves: (() => void)[] = [];
  try {
    for (const { token, scope: seen, jobId } of claims) {
      const { refusal, leave } = await holdGroup(context, token, seen, {
        path,
        jobId,
        signal: cancel.signal,
        onCancel: () => cancel.abort(),
        onWait: () => {},
      });
      leaves.push(leave);
      if (refusal === undefined && !cancel.signal.aborted) continue;
      const entry = enter();
      if (refusal !== undefined) entry.journal.error(refusal);
      entry.end('cancelled');
      return { result: 'cancelled', outputs: {} };
    }
    const ended = await run(own, inner, called);
    const results = Object.fromEntries([...ended].map(([id, outcome]) => [id, { ...outcome }]));
    const outputs = calledOutputs(called, { contexts: { ...fileScope(context, inner).contexts, jobs: results } });
    return { result: worstOf([...ended.values()].map(({ result }) => result)), outputs };
  } finally {
    for (const leave of leaves) leave();
  }
}

/** A controller that any of the signals aborts too. */
function linked(signals: readonly AbortSignal[]): AbortController {
  const controller = new AbortController();
  for (const signal of signals) {
    if (signal.aborted) controller.abort();
    else signal.addEventListener('abort', () => controller.abort(), { once: true });
  }
  return controller;
}

import { holdGroup } from './concurrency-hold.ts';
import { evaluateText } from './expression.ts';
import { runFile } from './file-run.ts';
import { githubContext } from './github-context.ts';
import { type JobOutcome, worstOf } from './job-graph.ts';
import { hasFailed, isBelow, keptJobs } from './kept-jobs.ts';
import type { Plan } from './plan.ts';
import { plannedPaths } from './planned-paths.ts';
import { NotRehearsed } from './problems.ts';
import { overLimit, type RerunRequest } from './rerun.ts';
import { type FileScope, type RunContext, timestamp } from './run-context.ts';
import { RunJournal } from './run-journal.ts';
import type { JobRecord, RunResult } from './run-result.ts';
import { visibleSecrets } from './run-trust.ts';
import { fileScope } from './scopes.ts';
import { sentenceOf } from './sentence.ts';
import type { RunFacts } from './start-run.ts';

/** One attempt of a run that goes on by itself. */
export interface Attempt {
  /** Resolves when it has left its concurrency group's queue, or will never run. */
  readonly begun: Promise<void>;
  readonly done: Promise<void>;
  /** How its jobs ended so far, by path. */
  readonly outcomes: ReadonlyMap<string, JobOutcome>;
  result(): RunResult;
  cancel(): void;
}

/** What another attempt starts from. */
export interface Again {
  readonly request: RerunRequest;
  readonly outcomes: ReadonlyMap<string, JobOutcome>;
  readonly jobs: readonly JobRecord[];
}

/** Starts the first attempt of a run, or another one. */
export function startAttempt(facts: RunFacts, again: Again | undefined): Attempt {
  const { start, run, plan, payload, trust } = facts;
  const { options, groups, abandon, refuse, occurrence } = start;
  const { repository, listener = () => {}, apiUrl, serverUrl } = options;
  const kept = again === undefined || 'problems' in plan ? new Map<string, JobOutcome>() : keptFrom(plan, again);
  if (again !== undefined) renew(facts, again.request, kept);
  const github = githubContext({ repository, run, at: occurrence.at, payload, apiUrl, serverUrl });
  const journal = new RunJournal(run, facts.title, options.folder, listener);
  journal.jobs.push(...(again?.jobs ?? []).filter(({ path }) => kept.has(path)));
  const context: RunContext = {
    ...{ options, groups, run, at: occurrence.at, github, journal, abandon, refuse, trust, kept },
    cancel: new AbortController(),
    outcomes: new Map(kept),
  };
  journal.started('definition' in plan ? plannedPaths(plan) : []);
  let begin = (): void => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const refusal = 'problems' in plan ? plan.problems : again === undefined ? undefined : overLimit(run);
  const file: FileScope = {
    path: '',
    title: '',
    file: start.path,
    inputs: facts.inputs.typed,
    secrets: () => visibleSecrets(trust, repository),
  };
  const done =
    refusal === undefined && 'definition' in plan
      ? execute(context, file, plan, begin)
      : refuseFile(context, refusal ?? [], begin);
  return {
    begun,
    done,
    outcomes: context.outcomes,
    result: () => journal.result,
    cancel: () => context.cancel.abort(),
  };
}

/** What another attempt leaves as it was. */
function keptFrom(plan: Plan, { request: { failedOnly, job }, outcomes }: Again): Map<string, JobOutcome> {
  if (job !== undefined) return keptJobs(plan, outcomes, (path) => path === job || isBelow(job, path));
  return failedOnly ? keptJobs(plan, outcomes, hasFailed) : new Map();
}

/** Makes a run that has ended one that is queued again, and keeps what it was. Jobs that are kept stay in its list. */
function renew({ run, start }: RunFacts, { actor }: RerunRequest, kept: ReadonlyMap<string, JobOutcome>): void {
  const { attempt, triggeringActor, startedAt, status, conclusion } = run;
  run.earlier.push({ attempt, triggeringActor, startedAt, status, conclusion, jobs: [...run.jobs] });
  run.jobs.splice(0, run.jobs.length, ...run.jobs.filter(({ name }) => kept.has(name)));
  run.attempt = attempt + 1;
  run.triggeringActor = actor;
  run.startedAt = timestamp(start);
  run.status = 'queued';
  run.conclusion = undefined;
}

async function refuseFile({ run, journal }: RunContext, problems: readonly string[], begin: () => void): Promise<void> {
  journal.problems = problems;
  run.status = 'completed';
  run.conclusion = 'failure';
  journal.ended('failure');
  begin();
}

/** Never throws: what goes wrong is a failed run with the reason; what is not rehearsed is no result at all. */
async function execute(context: RunContext, file: FileScope, read: Plan, begin: () => void): Promise<void> {
  const { run, journal, cancel } = context;
  const scope = fileScope(context, file);
  let leave = (): void => {};
  try {
    const { runName, concurrency } = read.definition;
    if (runName !== undefined) journal.title = evaluateText(runName, scope) || journal.title;
    const hold = await holdGroup(context, concurrency, scope, {
      path: '',
      jobId: '',
      signal: cancel.signal,
      onCancel: (reason) => {
        journal.superseded = reason;
        cancel.abort();
      },
      onWait: (group) => journal.tell({ kind: 'run-waiting', group }),
    });
    leave = hold.leave;
    if (hold.refusal !== undefined || cancel.signal.aborted) {
      if (!cancel.signal.aborted) journal.superseded = hold.refusal;
      run.conclusion = 'cancelled';
      return;
    }
    journal.tell({ kind: 'run-in-progress' });
    begin();
    const ended = await runFile(context, file, read);
    run.conclusion = worstOf([...ended.values()].map(({ result }) => result));
  } catch (error) {
    if (error instanceof NotRehearsed) context.refuse(error);
    else {
      journal.problems = [sentenceOf(error)];
      run.conclusion = 'failure';
    }
  } finally {
    leave();
    run.status = 'completed';
    journal.ended(run.conclusion ?? 'failure');
    begin();
  }
}

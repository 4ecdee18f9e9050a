import type { Conclusion } from '../github/model.ts';
import type { JobDefinition } from './definition.ts';
import { evaluate, evaluateToken, isTruthy, type Scope, type StatusFunctions } from './expression.ts';
import type { Leg } from './matrix-legs.ts';
import type { PlannedJob } from './plan.ts';
import { NotRehearsed } from './problems.ts';
import { sentenceOf } from './sentence.ts';
import { evaluating } from './typed-value.ts';
import type { Value } from './value.ts';

/** How a job ended, as the jobs after it see it. */
export interface JobOutcome {
  readonly result: Conclusion;
  readonly outputs: Readonly<Record<string, string>>;
}

/** What a job may know of the jobs before it. */
export interface JobView {
  /** The `needs` context: direct needs only. */
  readonly needs: Value;
  /** Asks all ancestors. */
  readonly status: StatusFunctions;
  /** Which job of its matrix it is, where it has one. */
  readonly leg?: Leg;
  /** Whether the job's condition holds now; asked again when the run is cancelled. */
  holds(): boolean;
}

/** Starts every job of one workflow file the moment its own needs have ended: there are no stages. `success()` wants every ancestor
 *  to have succeeded, `failure()` one that failed, however far up; `cancelled()` asks the run. A job that ran out of time or was
 *  pushed out of its concurrency group is neither.
 *  @throws {NotRehearsed} when every job has ended
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#status-check-functions
 *  @see https://github.com/actions/runner/issues/2205 */
export async function runGraph(
  jobs: readonly PlannedJob[],
  run: {
    readonly cancelled: () => boolean;
    /** What a job's `if` sees besides `needs`. */
    readonly scope: Scope;
    readonly skip: (planned: PlannedJob) => void;
    /** How a job ended that does not run again. */
    readonly kept: (planned: PlannedJob) => JobOutcome | undefined;
    readonly ended: (planned: PlannedJob, outcome: JobOutcome) => void;
    /** Runs a job whose condition holds. Never throws for what happens in the job. */
    readonly start: (planned: PlannedJob, view: JobView) => Promise<JobOutcome>;
    /** A condition that cannot be evaluated fails its job. */
    readonly fail: (planned: PlannedJob, reason: string) => void;
    /** Something is not rehearsed: that is nobody's result, and nothing after it means anything. */
    readonly refuse: (error: NotRehearsed) => void;
  },
): Promise<ReadonlyMap<string, JobOutcome>> {
  const byId = new Map(jobs.map((planned) => [keyOf(planned.job.id), planned]));
  const begun = new Map<string, Promise<JobOutcome>>();
  const ended = new Map<string, JobOutcome>();

  const begin = (planned: PlannedJob): Promise<JobOutcome> => {
    const { needs } = planned.job;
    const id = keyOf(planned.job.id);
    const known = begun.get(id);
    if (known !== undefined) return known;
    const before = needs.flatMap((need) => byId.get(keyOf(need)) ?? []).map(begin);
    const ending = Promise.all(before).then(() => decide(planned));
    begun.set(id, ending);
    return ending;
  };

  const decide = async (planned: PlannedJob): Promise<JobOutcome> => {
    const { needs } = planned.job;
    const id = keyOf(planned.job.id);
    const kept = run.kept(planned);
    if (kept !== undefined) {
      ended.set(id, kept);
      return kept;
    }
    const ancestors = [...ancestorsOf(id, byId)].map((ancestor) => ended.get(ancestor)?.result);
    const view: JobView = {
      needs: Object.fromEntries(needs.map((need) => [need, { ...(ended.get(keyOf(need)) ?? SKIPPED) }])),
      status: {
        success: () => ancestors.every((result) => result === 'success') && !run.cancelled(),
        failure: () => ancestors.includes('failure'),
        cancelled: run.cancelled,
      },
      holds() {
        const contexts = { ...run.scope.contexts, needs: view.needs };
        return isTruthy(evaluateCondition(planned.job, { contexts, status: view.status }));
      },
    };
    let outcome = SKIPPED;
    try {
      if (view.holds()) outcome = await run.start(planned, view);
      else run.skip(planned);
    } catch (error) {
      if (error instanceof NotRehearsed) run.refuse(error);
      run.fail(planned, sentenceOf(error));
      outcome = { result: 'failure', outputs: {} };
    }
    ended.set(id, outcome);
    run.ended(planned, outcome);
    return outcome;
  };

  const all = await Promise.allSettled(jobs.map(begin));
  const refused = all.find((one) => one.status === 'rejected');
  if (refused !== undefined) throw refused.reason;
  return new Map(jobs.map(({ job }) => [job.id, ended.get(keyOf(job.id)) ?? SKIPPED]));
}

function evaluateCondition({ id, condition, conditionPlace: place }: JobDefinition, scope: Scope): Value {
  return evaluating('if', id, () => {
    if (place === undefined) return evaluate(condition, scope);
    return evaluateToken({ kind: 'expression', source: condition, written: condition, place }, scope);
  });
}

/** Job ids are compared without case. */
const keyOf = (id: string): string => id.toLowerCase();

const SKIPPED: JobOutcome = { result: 'skipped', outputs: {} };

function ancestorsOf(id: string, jobs: ReadonlyMap<string, PlannedJob>, found = new Set<string>()): Set<string> {
  for (const need of (jobs.get(id)?.job.needs ?? []).map(keyOf)) {
    if (found.has(need)) continue;
    found.add(need);
    ancestorsOf(need, jobs, found);
  }
  return found;
}

/** One result for many jobs: of a run, and of a job that calls a workflow. The worst counts; skipped jobs count only when there is
 *  nothing else. */
export function worstOf(results: Iterable<Conclusion>): Conclusion {
  const all = new Set(results);
  if (all.has('failure')) return 'failure';
  if (all.has('cancelled')) return 'cancelled';
  return all.has('success') || all.size === 0 ? 'success' : 'skipped';
}

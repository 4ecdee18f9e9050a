import { type JobOutcome, worstOf } from './job-graph.ts';
import type { Strategy } from './strategy.ts';
import type { Value } from './value.ts';

/** One job of a matrix, or the only one of a job without. */
export interface Leg {
  /** What its name shows of its combination. */
  readonly shown: readonly string[];
  readonly matrix: Value;
  readonly strategy: Readonly<Record<string, Value>>;
  /** Aborted when another leg failed and the matrix fails fast. */
  readonly stop: AbortSignal;
}

/** Runs the legs of a strategy, so many at a time, in the order of the matrix. The worst result is that of the job; its outputs are
 *  those of the leg that ended last. A leg that fails cancels those that run and those that wait, where the matrix fails fast; one that
 *  may fail (`continue-on-error`) has not failed.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstrategy */
export async function runLegs(
  strategy: Strategy,
  run: (leg: Leg) => Promise<JobOutcome>,
  skip: (leg: Leg) => JobOutcome,
): Promise<JobOutcome> {
  const failed = new AbortController();
  const ended: JobOutcome[] = [];
  const waiting = legsOf(strategy, failed.signal);
  const worker = async (): Promise<void> => {
    for (let leg = waiting.shift(); leg !== undefined; leg = waiting.shift()) {
      const outcome = failed.signal.aborted ? skip(leg) : await run(leg);
      ended.push(outcome);
      if (strategy.failFast && outcome.result === 'failure') failed.abort();
    }
  };
  await Promise.all(Array.from({ length: Math.min(strategy.maxParallel, waiting.length) }, worker));
  return {
    result: worstOf(ended.map(({ result }) => result)),
    outputs: Object.assign({}, ...ended.map(({ outputs }) => outputs)),
  };
}

/** With what GitHub puts into the `strategy` context, which every job has.
 *  @see https://github.com/actions/runner src/Sdk/WorkflowParser/Conversion/WorkflowTemplateConverter.cs (ConvertToStrategy) */
function legsOf({ failFast, maxParallel, matrix }: Strategy, stop: AbortSignal): Leg[] {
  const total = Math.max(matrix.length, 1);
  return Array.from({ length: total }, (_, index): Leg => {
    const combination = matrix[index];
    return {
      shown: combination?.shown ?? [],
      matrix: combination?.values ?? null,
      strategy: {
        'fail-fast': failFast,
        'job-index': index,
        'job-total': total,
        'max-parallel': maxParallel,
      },
      stop,
    };
  });
}

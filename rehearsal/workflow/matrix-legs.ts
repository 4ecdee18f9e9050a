import { evaluateToken, type Scope } from './expression.ts';
import { type JobOutcome, worstOf } from './job-graph.ts';
import { NotRehearsed } from './problems.ts';
import { at, childOf, type Token } from './token.ts';
import type { Value } from './value.ts';

/** One job of a matrix. */
export interface Leg {
  /** Its values, as GitHub puts them behind the job's name. */
  readonly title: string;
  readonly matrix: Readonly<Record<string, Value>>;
  readonly strategy: Readonly<Record<string, Value>>;
  /** Aborted when another leg failed and the matrix fails fast. */
  readonly stop: AbortSignal;
}

interface Legs {
  readonly matrices: readonly Readonly<Record<string, Value>>[];
  readonly maxParallel: number;
  readonly failFast: boolean;
}

/** GitHub's limit for one matrix. */
const MOST = 256;

/** Runs the legs of a matrix, so many at a time, in the order of the file. The worst result is that of the job; its outputs are those
 *  of the leg that ended last. A leg that fails cancels those that run and those that wait, where the matrix fails fast.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstrategy */
export async function runLegs(
  strategy: Token,
  scope: Scope,
  run: (leg: Leg) => Promise<JobOutcome>,
  skip: (leg: Leg) => JobOutcome,
): Promise<JobOutcome> {
  const { matrices, maxParallel, failFast } = legsOf(strategy, scope);
  const failed = new AbortController();
  const legs = matrices.map(
    (matrix, index): Leg => ({
      title: Object.values(matrix).map(String).join(', '),
      matrix,
      strategy: {
        'fail-fast': failFast,
        'job-index': index,
        'job-total': matrices.length,
        'max-parallel': maxParallel,
      },
      stop: failed.signal,
    }),
  );
  const ended: JobOutcome[] = [];
  const waiting = [...legs];
  const worker = async (): Promise<void> => {
    for (let leg = waiting.shift(); leg !== undefined; leg = waiting.shift()) {
      const outcome = failed.signal.aborted ? skip(leg) : await run(leg);
      ended.push(outcome);
      if (failFast && outcome.result === 'failure') failed.abort();
    }
  };
  await Promise.all(Array.from({ length: Math.min(maxParallel, legs.length) }, worker));
  return {
    result: worstOf(ended.map(({ result }) => result)),
    outputs: Object.assign({}, ...ended.map(({ outputs }) => outputs)),
  };
}

/** @throws {NotRehearsed} for a matrix of other keys than `include`, whose combinations this engine does not build. */
function legsOf(strategy: Token, scope: Scope): Legs {
  const matrix = childOf(strategy, 'matrix');
  const value = matrix === undefined ? {} : evaluateToken(matrix, scope);
  const other = isObject(value) ? Object.keys(value).find((key) => key !== 'include') : 'matrix';
  if (other !== undefined) throw new NotRehearsed(`"${other}" of a matrix`, (matrix ?? strategy).place);
  const include = isObject(value) ? (value['include'] ?? null) : null;
  const matrices = Array.isArray(include) ? include.filter(isObject) : [];
  if (matrices.length === 0 || matrices.length > MOST) {
    throw new Error(
      `${at(strategy.place)}: a matrix has 1 to ${MOST} legs under "include", and this one has ${matrices.length}.`,
    );
  }
  const parallel = childOf(strategy, 'max-parallel');
  const maxParallel = parallel === undefined ? matrices.length : Number(evaluateToken(parallel, scope));
  if (!(maxParallel >= 1)) throw new Error(`${at(strategy.place)}: max-parallel is ${maxParallel}; wanted 1 or more.`);
  const fast = childOf(strategy, 'fail-fast');
  return { matrices, maxParallel, failFast: fast === undefined || evaluateToken(fast, scope) === true };
}

const isObject = (value: Value): value is Readonly<Record<string, Value>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

import { limitOf } from '../../catalogue/github-limits.ts';
import { expand, hasExpression } from './expand.ts';
import type { Scope } from './expression.ts';
import { type Combination, combinations, isAxis } from './matrix.ts';
import { childOf, inFile, type MapToken, type Token } from './token.ts';
import { evaluateBoolean, evaluateWholeNumber, evaluating, unexpected } from './typed-value.ts';

/** `strategy` of a job, evaluated. */
export interface Strategy {
  readonly failFast: boolean;
  /** How many jobs run at once. */
  readonly maxParallel: number;
  /** Empty without a matrix, and where `exclude` leaves none: then it is one job. */
  readonly matrix: readonly Combination[];
}

/** What holds for a job that says nothing. */
const ALONE: Strategy = { failFast: true, maxParallel: 1, matrix: [] };

const NOTHING = { contexts: {} };

/** Evaluates `strategy` before the jobs of a matrix exist. A `max-parallel` of none lets all of them run at once.
 *  @throws with GitHub's sentences
 *  @see https://github.com/actions/runner src/Sdk/WorkflowParser/WorkflowTemplateEvaluator.cs (EvaluateStrategy) */
export function evaluateStrategy(token: Token | undefined, scope: Scope, jobId: string): Strategy {
  if (token === undefined) return ALONE;
  const strategy = evaluating('strategy', jobId, () => read(expand(token, scope)));
  const { matrix } = strategy;
  const most = limitOf('matrix-jobs');
  if (matrix.length > most) {
    throw new Error(
      `${inFile(token.place)}: Strategy for job '${jobId}' produced ${matrix.length} configurations which exceeds the maximum of ${most} configurations`,
    );
  }
  return strategy;
}

/** GitHub's sentences about a strategy that can be judged before the run, as far as no expression stands in the way.
 *  @see https://github.com/actions/runner src/Sdk/WorkflowParser/Conversion/WorkflowTemplateConverter.cs (ConvertToStrategy) */
export function strategyProblems(strategy: Token): readonly string[] {
  const matrix = childOf(strategy, 'matrix');
  if (matrix?.kind !== 'map') return [];
  const problems = vectorProblems(matrix);
  if (problems.length === 0 && !hasExpression(strategy)) combinations(matrix, problems);
  return problems;
}

function read(strategy: Token): Strategy {
  if (strategy.kind !== 'map') throw unexpectedToken(strategy);
  const failFast = childOf(strategy, 'fail-fast');
  const parallel = childOf(strategy, 'max-parallel');
  const most = parallel === undefined ? 0 : evaluateWholeNumber(parallel, NOTHING);
  const matrix = readMatrix(childOf(strategy, 'matrix'));
  return {
    failFast: failFast === undefined || evaluateBoolean(failFast, NOTHING),
    maxParallel: most > 0 && matrix.length > 0 ? most : Math.max(matrix.length, 1),
    matrix,
  };
}

function readMatrix(token: Token | undefined): readonly Combination[] {
  if (token === undefined) return [];
  if (token.kind !== 'map') throw unexpectedToken(token);
  for (const entry of token.entries) {
    const { value } = entry;
    if (value.kind !== 'list') throw unexpectedToken(value);
    const other = isAxis(entry) ? undefined : value.items.find(({ kind }) => kind !== 'map');
    if (other !== undefined) throw unexpectedToken(other);
  }
  const problems = vectorProblems(token);
  const made = problems.length === 0 ? combinations(token, problems) : [];
  if (problems.length > 0) throw new Error(problems.join(','));
  return made;
}

/** What is wrong with the axes themselves. */
function vectorProblems(matrix: MapToken): string[] {
  const axes = matrix.entries.filter(isAxis);
  const empty = axes.filter(({ value }) => value.kind === 'list' && value.items.length === 0);
  const problems = empty.map(
    ({ key, value }) => `${inFile(value.place)}: Matrix vector '${key}' does not contain any values`,
  );
  const include = childOf(matrix, 'include');
  const included =
    include !== undefined && (hasExpression(include) || (include.kind === 'list' && include.items.length > 0));
  if (axes.length === 0 && !included) problems.push(`${inFile(matrix.place)}: Matrix must define at least one vector`);
  return problems;
}

/** A value of another kind than wanted. */
const unexpectedToken = (token: Token): Error =>
  unexpected(
    token,
    token.kind === 'list' ? [] : token.kind === 'map' ? {} : token.kind === 'literal' ? token.value : null,
  );

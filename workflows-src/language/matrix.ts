import { type Expression, expression } from './expression.ts';

/** One job as many legs, each with values of its own. Its outputs would be those of whichever leg ends last, so it has none.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstrategy */
export interface Matrix<Key extends string = string> {
  readonly legs: readonly Readonly<Record<Key, string>>[];
  /** Legs at the same time; `undefined` for all. */
  readonly maxParallel: number | undefined;
  /** Whether a failed leg cancels those that run and those that wait. */
  readonly failFast: boolean;
  /** The values of the leg, for its steps and its group. */
  readonly values: { readonly [Name in Key]: Expression<string, 'matrix'> };
}

/** A matrix of exactly these legs. */
export function matrix<const Key extends string>(
  keys: readonly Key[],
  options: Omit<Matrix<Key>, 'values'>,
): Matrix<Key> {
  const values = Object.fromEntries(
    keys.map((key) => [key, expression<string, 'matrix'>(`matrix.${key}`, { uses: ['matrix'] })]),
  ) as Matrix<Key>['values'];
  return { ...options, values };
}

import { evaluate, evaluateToken } from './expression.ts';
import type { MapToken, Token } from './token.ts';
import type { Value } from './value.ts';

const NOTHING = { contexts: {} };

/** Whether a combination has what a filter of `include` or `exclude` names: each of its leaves, compared as expressions compare, in
 *  objects and lists at the same place.
 *  @see https://github.com/actions/runner src/Sdk/WorkflowParser/Conversion/MatrixBuilder.cs (MatrixFilter) */
export const matches = (filter: MapToken, combination: Value): boolean => leavesMatch(filter, combination);

function leavesMatch(filter: Token, value: Value): boolean {
  if (filter.kind === 'map')
    return filter.entries.every(({ key, value: leaf }) => leavesMatch(leaf, child(value, key)));
  if (filter.kind === 'list') return filter.items.every((leaf, index) => leavesMatch(leaf, child(value, index)));
  return evaluate('matrix[0] == matrix[1]', { contexts: { matrix: [value, evaluateToken(filter, NOTHING)] } }) === true;
}

const child = (value: Value, key: string | number): Value =>
  evaluate('matrix[0][matrix[1]]', { contexts: { matrix: [value, key] } });

import { evaluateText, evaluateToken, isTruthy, type Scope } from './expression.ts';
import { refuseUnknownKeys } from './known-keys.ts';
import { childOf, type Token } from './token.ts';

/** `concurrency` of a workflow or a job, evaluated. */
export interface ConcurrencySetting {
  readonly group: string;
  readonly cancelInProgress: boolean;
  readonly queue: 'single' | 'max';
}

/** Evaluates `concurrency`, the short form with a group alone included; an empty group is none, as on GitHub. */
export function concurrencySetting(token: Token | undefined, scope: Scope): ConcurrencySetting | undefined {
  if (token === undefined) return undefined;
  if (token.kind !== 'map') {
    const group = evaluateText(token, scope);
    return group === '' ? undefined : { group, cancelInProgress: false, queue: 'single' };
  }
  refuseUnknownKeys('concurrency', token);
  const group = childOf(token, 'group');
  const cancel = childOf(token, 'cancel-in-progress');
  const queue = childOf(token, 'queue');
  const name = group === undefined ? '' : evaluateText(group, scope);
  if (name === '') return undefined;
  return {
    group: name,
    cancelInProgress: cancel !== undefined && isTruthy(evaluateToken(cancel, scope)),
    queue: queue !== undefined && evaluateText(queue, scope) === 'max' ? 'max' : 'single',
  };
}

import { evaluateToken, type Scope } from './expression.ts';
import type { Place, Token } from './token.ts';
import type { Value } from './value.ts';

/** The token with every expression below it replaced by what it yields, which stands where the expression stands. */
export function expand(token: Token, scope: Scope): Token {
  switch (token.kind) {
    case 'literal':
      return token;
    case 'expression':
      return tokenOf(evaluateToken(token, scope), token.place);
    case 'list':
      return { ...token, items: token.items.map((item) => expand(item, scope)) };
    case 'map':
      return { ...token, entries: token.entries.map((entry) => ({ ...entry, value: expand(entry.value, scope) })) };
  }
}

function tokenOf(value: Value, place: Place): Token {
  if (Array.isArray(value)) return { kind: 'list', items: value.map((item) => tokenOf(item, place)), place };
  if (typeof value !== 'object' || value === null) {
    return { kind: 'literal', value: value as string | number | boolean | null, place };
  }
  const entries = Object.entries(value).map(([key, item]) => ({ key, value: tokenOf(item, place), place }));
  return { kind: 'map', entries, place };
}

/** Whether an expression stands anywhere in the token. */
export function hasExpression(token: Token): boolean {
  if (token.kind === 'list') return token.items.some(hasExpression);
  if (token.kind === 'map') return token.entries.some(({ value }) => hasExpression(value));
  return token.kind === 'expression';
}

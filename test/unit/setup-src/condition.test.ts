import { describe, expect, it } from '@jest/globals';
import { absent, all, any, conjuncts, expression, is, oneOf, startsWith } from '../../../setup-src/gcp/condition.ts';

const main = is('ref', 'refs/heads/main');
const push = is('event_name', 'push');
const next = is('ref', 'refs/heads/next');

describe('a condition as text', () => {
  it('asks one thing of one claim', () => {
    expect(expression(main)).toBe("assertion.ref == 'refs/heads/main'");
    expect(expression(startsWith('ref', 'refs/heads/feature/'))).toBe(
      "assertion.ref.startsWith('refs/heads/feature/')",
    );
    expect(expression(absent('environment'))).toBe('has(assertion.environment) == false');
    expect(expression(oneOf('event_name', ['push', 'x']))).toBe("assertion.event_name in ['push', 'x']");
    expect(expression(oneOf('event_name', ['push']))).toBe(expression(push));
  });

  it('lets no value end its own text', () => {
    expect(expression(is('ref', "a' || true || '\\"))).toBe("assertion.ref == 'a\\' || true || \\'\\\\'");
  });

  it('has each conjunct apart, also those of what is joined in it', () => {
    expect(conjuncts(all(main, all(push, next)))).toEqual([main, push, next].map(expression));
    expect(conjuncts(main)).toEqual([expression(main)]);
  });

  it('has alternatives in parentheses, but not a single one', () => {
    expect(conjuncts(all(push, any([main, all(next, push)])))).toEqual([
      expression(push),
      `(${expression(main)} || (${expression(next)} && ${expression(push)}))`,
    ]);
    expect(any([main])).toEqual(main);
  });

  it('of no alternative is false', () => {
    expect(expression(any([]))).toBe('false');
  });
});

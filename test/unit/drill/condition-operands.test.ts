import { describe, expect, it } from '@jest/globals';
import { operandsOf } from '../../drill/mutations/condition-operands.ts';

const without = (source: string): string[] =>
  operandsOf(source).map(({ range }) => source.slice(0, range.start) + source.slice(range.end));

describe('operands of a condition', () => {
  it('has none in a condition that is one question', () => {
    expect(operandsOf("github.ref == 'refs/heads/main'")).toEqual([]);
  });

  it('drops each side of an "&&" with the operator', () => {
    expect(without('a && b && c')).toEqual(['b && c', 'a && c', 'a && b']);
  });

  it('splits at "||" before "&&", as GitHub reads it, and then each side', () => {
    expect(without('a && b || c')).toEqual(['c', 'b || c', 'a || c', 'a && b']);
  });

  it('looks into parentheses, also when they hold the whole condition', () => {
    expect(without('(a || b) && c')).toEqual(['c', '(b) && c', '(a) && c', '(a || b)']);
    expect(without('(a || b)')).toEqual(['(b)', '(a)']);
  });

  it('does not take two groups side by side for one', () => {
    expect(without('(a) && (b)')).toEqual(['(b)', '(a)']);
  });

  it('reads no operator and no parenthesis inside of a text', () => {
    expect(without("a == '&& ( ||' && b")).toEqual(['b', "a == '&& ( ||'"]);
  });

  it('keeps the line breaks of what is left', () => {
    expect(without('a &&\n  b &&\n  c')).toEqual(['b &&\n  c', 'a &&\n  c', 'a &&\n  b']);
  });
});

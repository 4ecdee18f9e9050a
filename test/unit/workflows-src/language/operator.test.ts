import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Expression, expression } from '../../../../workflows-src/language/expression.ts';
import { and, choose, equals, format, ifSet, not, or, orElse } from '../../../../workflows-src/language/operator.ts';

const atom = (code: string) => expression<boolean, 'vars'>(code, { uses: ['vars'] });

/** An expression, and what it should be for given values of a, b and c. */
interface Pair {
  readonly expression: Expression<boolean, 'vars'>;
  readonly expected: (values: readonly boolean[]) => boolean;
}

const pair: fc.Arbitrary<Pair> = fc.letrec<{ tree: Pair }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    fc.integer({ min: 0, max: 2 }).map((index) => ({
      expression: atom('abc'[index] ?? 'a'),
      expected: (values: readonly boolean[]) => values[index] === true,
    })),
    tie('tree').map(({ expression, expected }) => ({
      expression: not(expression),
      expected: (values: readonly boolean[]) => !expected(values),
    })),
    fc.tuple(tie('tree'), fc.boolean()).map(([{ expression, expected }, word]) => ({
      expression: equals(expression, word),
      expected: (values: readonly boolean[]) => expected(values) === word,
    })),
    fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((pairs) => ({
      expression: and(...pairs.map(({ expression }) => expression)),
      expected: (values: readonly boolean[]) => pairs.every(({ expected }) => expected(values)),
    })),
    fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((pairs) => ({
      expression: or(...pairs.map(({ expression }) => expression)),
      expected: (values: readonly boolean[]) => pairs.some(({ expected }) => expected(values)),
    })),
  ),
})).tree;

/** JavaScript binds these operators as GitHub does, from `!` over `==` and `&&` to `||`. */
const evaluate = (code: string, values: readonly boolean[]): unknown =>
  new Function('a', 'b', 'c', `return ${code}`)(...values);

describe('operators', () => {
  it('have parentheses wherever the meaning needs them', () => {
    fc.assert(
      fc.property(pair, fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()), ({ expression, expected }, values) => {
        expect(evaluate(expression.code, values)).toBe(expected(values));
        expect(evaluate(expression.operands.join(' && ') || expression.code, values)).toBe(expected(values));
      }),
    );
  });

  it('keep what they are made of', () => {
    const both = and<'vars' | 'github'>(atom('a'), expression<boolean, 'github'>('b', { uses: ['github'] }));
    expect(both.uses).toEqual(['vars', 'github']);
  });

  it('double a quote within a text', () => {
    expect(equals(expression<string, 'vars'>('a', { uses: ['vars'] }), "it's").code).toBe("a == 'it''s'");
  });

  it('refuse a choice that could never be made', () => {
    expect(() => choose(atom('a'), '', 'b')).toThrow('negate the condition');
  });

  it('write a choice and a default as GitHub has them', () => {
    const value = expression<string, 'vars'>('vars.A', { uses: ['vars'] });
    expect(choose(or(atom('a'), atom('b')), 'x', 'y').code).toBe("(a || b) && 'x' || 'y'");
    expect(orElse(value, '600').code).toBe("vars.A || '600'");
    expect(format('{0}/x', value).code).toBe("format('{0}/x', vars.A)");
  });

  it('know the operands of what is joined, and of nothing else', () => {
    const set = ifSet(expression<string, 'vars'>('vars.A', { uses: ['vars'] }), atom('b') as never);
    expect(and(atom('a'), set as never).operands).toEqual(['a', 'vars.A && b']);
    expect(and(and(atom('a'), atom('b')), or(atom('c'), atom('d'))).operands).toEqual(['a', 'b', '(c || d)']);
    expect([atom('a'), not(atom('a')), or(atom('a'), atom('b'))].map(({ operands }) => operands)).toEqual([[], [], []]);
  });

  it('refuse to join nothing', () => {
    expect(() => and()).toThrow('joins nothing');
  });
});

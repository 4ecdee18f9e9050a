import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonical, isSame } from '../../../../domain/verdict/same-template.ts';

const small = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(undefined, null, 0, 1, '', '1', true, false),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), { maxKeys: 3 }),
  ),
})).value;

it('values are the same where their canonical texts are, and nowhere else', () => {
  fc.assert(
    fc.property(small, small, (a, b) => expect(isSame(a, b)).toBe(canonical(a) === canonical(b))),
    { numRuns: 3_000 },
  );
  for (const [a, b] of [
    [{ a: 1, b: null }, { a: 1 }],
    [[null], [undefined]],
    [[], {}],
    [null, undefined],
    [{ a: 1 }, { a: 1, b: 2 }],
    [[1], [1, 2]],
  ])
    expect({ a, b, same: isSame(a, b) }).toEqual({ a, b, same: canonical(a) === canonical(b) });
});

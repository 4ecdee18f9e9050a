import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Verdict } from '../../../../../domain/verdict/verdict.ts';
import { TRAPS } from './all.ts';
import { ELSEWHERE } from './elsewhere.ts';
import type { Trap } from './trap.ts';

const isForbidden = (verdict: Verdict, what: Trap['never'][number]): boolean =>
  typeof what !== 'string'
    ? verdict.state === 'failed' && verdict.sentence.includes(what.says)
    : verdict.state === what || (verdict.state === 'failed' && verdict.class === what);

describe('traps', () => {
  it.each(TRAPS)('$number: $name', ({ script, moments, never }) => {
    for (const { at, says = '', ...wanted } of moments) {
      expect({ at, ...script.verdict(at) }).toMatchObject({ at, ...wanted, sentence: expect.stringContaining(says) });
    }
    const last = Math.max(...moments.map(({ at }) => at));
    const broken = Array.from({ length: last + 1 }, (_, second) => ({
      second,
      verdict: script.verdict(second),
    })).flatMap(({ second, verdict }) =>
      never.filter((what) => isForbidden(verdict, what)).map((what) => ({ second, what, sentence: verdict.sentence })),
    );
    expect(broken).toEqual([]);
  });

  it('all 26 have a stream here or a layer that answers for them', () => {
    const covered = new Set([...TRAPS, ...ELSEWHERE].map(({ number }) => number));
    expect(Array.from({ length: 26 }, (_, index) => index + 1).filter((number) => !covered.has(number))).toEqual([]);
  });

  it.each(ELSEWHERE.flatMap(({ shownBy, ...trap }) => (shownBy === undefined ? [] : [{ ...trap, ...shownBy }])))(
    '$number: $name is shown by a test of the $layer',
    ({ file, title }) => {
      expect(readFileSync(file, 'utf8')).toContain(`'${title}'`);
    },
  );
});

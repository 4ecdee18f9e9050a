import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { seconds } from '../../../../domain/seconds.ts';
import { GRACE_NAMES, graceWord } from '../../../../domain/verdict/grace-table.ts';
import { formatGraces, parseGraces } from '../../../../domain/verdict/grace-words.ts';

describe('graces in words', () => {
  it('are names and seconds; nothing said changes nothing', () => {
    expect(parseGraces('unschedulable:120, never-ready:90.5')).toEqual({ unschedulable: 120, neverReady: 90.5 });
    expect(parseGraces('')).toEqual({});
  });

  it('are refused with everything that is wrong', () => {
    expect(() => parseGraces('unscheduled:20,never-ready,stalled:1,stalled:2,timeout:3')).toThrow(
      /There is no grace "unscheduled"; wanted one of .*unschedulable.* "never-ready" is no grace.* "stalled" is given twice\. There is no grace "timeout"/,
    );
  });

  it('each have a word of their own, in the spelling of inputs', () => {
    const words = GRACE_NAMES.map(graceWord);
    expect(new Set(words).size).toBe(words.length);
    expect(words).toEqual(expect.arrayContaining(['invalid-image', 'unschedulable-no-scale-up']));
  });

  it('come back as they were written', () => {
    const some = fc.dictionary(
      fc.constantFrom(...GRACE_NAMES),
      fc.nat(100_000).map((tenths) => seconds(tenths / 10)),
    );
    fc.assert(
      fc.property(some, (graces) => {
        expect(parseGraces(formatGraces(graces))).toEqual({ ...graces });
      }),
    );
  });
});

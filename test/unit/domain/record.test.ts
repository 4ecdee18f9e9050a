import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { OUTCOMES } from '../../../domain/outcome.ts';
import { describeState, parseState, statusOf } from '../../../domain/record.ts';
import { isNewer } from '../../../domain/run-order.ts';

describe('a deployment record', () => {
  it('keeps its outcome through the 140 characters GitHub stores', () => {
    fc.assert(
      fc.property(fc.constantFrom(...OUTCOMES), fc.string({ maxLength: 300 }), (outcome, sentence) => {
        const text = describeState({ phase: 'ended', outcome, sentence });
        expect(text.length).toBeLessThanOrEqual(140);
        expect(parseState(text)).toMatchObject({ phase: 'ended', outcome });
      }),
    );
  });

  it('is not read from a description that somebody else wrote', () => {
    expect(parseState('Deployed to staging')).toBeUndefined();
    expect(parseState('')).toBeUndefined();
  });

  it('is a success on GitHub only when it is complete', () => {
    expect(OUTCOMES.filter((outcome) => statusOf({ phase: 'ended', outcome, sentence: '' }) === 'success')).toEqual([
      'complete',
    ]);
  });
});

describe('run order', () => {
  const run = fc.record({
    id: fc.nat(),
    attempt: fc.nat(),
    createdAt: fc.constantFrom('2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z'),
  });

  it('never lets two runs be newer than each other, and ignores attempts', () => {
    fc.assert(
      fc.property(run, run, (a, b) => {
        expect(isNewer(a, b) && isNewer(b, a)).toBe(false);
        expect(isNewer(a, { ...a, attempt: a.attempt + 1 })).toBe(false);
      }),
    );
  });

  it('is read with a sentence that cannot act, whoever wrote it', () => {
    expect(parseState('complete: a\n::stop-commands::x\u001b[2J\u202e token=abcdefgh')).toEqual({
      phase: 'ended',
      outcome: 'complete',
      sentence: 'a ::stop-commands::x token=***',
    });
  });
});

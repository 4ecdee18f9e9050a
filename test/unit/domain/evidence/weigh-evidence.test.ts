import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Said } from '../../../../domain/evidence/statement.ts';
import { weighEvidence } from '../../../../domain/evidence/weigh-evidence.ts';
import { evidence } from './evidence-of.ts';

const of = (id: number, said: Said, attempt = 1, second = id) =>
  evidence({ said, run: { id, attempt, createdAt: `2026-03-01T00:00:0${second}Z` } });

describe('of several statements', () => {
  it('none counts where there is none', () => expect(weighEvidence([])).toBeUndefined());

  it.each([
    ['the one of the newer run', of(1, 'complete'), of(2, 'failed')],
    ['the one of the run created later, whatever its number', of(9, 'complete', 1, 1), of(2, 'withdrawn')],
    ['the one of the higher number at the same time', of(1, 'failed', 1, 1), of(2, 'complete', 1, 1)],
    ['the one of the later attempt', of(1, 'failed'), of(1, 'complete', 2)],
    ['the bad one of one attempt', of(1, 'complete'), of(1, 'failed')],
  ])('%s counts, in whatever order they come', (_, lesser, greater) => {
    fc.assert(
      fc.property(fc.shuffledSubarray([lesser, greater], { minLength: 2 }), (all) => {
        expect(weighEvidence(all)).toBe(greater);
      }),
    );
  });
});

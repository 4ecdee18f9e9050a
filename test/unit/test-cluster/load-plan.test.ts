import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { KeptRows } from '../../cluster/load-run/kept-rows.ts';
import { type LoadRow, loadTable, remaining } from '../../cluster/load-run/plan.ts';

const row = (given: Partial<LoadRow>): LoadRow => ({
  strategy: 'rolling',
  kind: 'good',
  fault: '',
  outcome: 'complete',
  class: '',
  seconds: 10,
  answered: 100,
  failed: 0,
  problems: [],
  ...given,
});

describe('the load test', () => {
  it('deploys exactly what is missing of each kind, whatever an interrupted call has done', () => {
    const count = fc.nat({ max: 30 });
    fc.assert(
      fc.property(count, count, count, count, (good, broken, goodDone, brokenDone) => {
        const done = [
          ...Array.from({ length: goodDone }, () => row({})),
          ...Array.from({ length: brokenDone }, () => row({ kind: 'broken' })),
          row({ strategy: 'blue-green' }),
        ];
        const deploys = remaining('rolling', { good, broken }, done);
        expect(deploys.filter(({ kind }) => kind === 'good')).toHaveLength(Math.max(0, good - goodDone));
        expect(deploys.filter(({ kind }) => kind === 'broken')).toHaveLength(Math.max(0, broken - brokenDone));
        expect(deploys.every(({ kind, fault }) => (kind === 'broken') === (fault !== undefined))).toBe(true);
      }),
    );
  });

  it('breaks releases in every way, and goes on with the next way after an interruption', () => {
    const faults = (done: readonly LoadRow[]) =>
      remaining('rolling', { good: 0, broken: 6 }, done).map(({ fault }) => fault);
    expect(faults([])).toEqual(['exits', 'absent', 'exits', 'absent', 'never-ready', 'exits']);
    expect(faults([row({ kind: 'broken' })])).toEqual(['absent', 'exits', 'absent', 'never-ready', 'exits']);
  });

  it('spreads broken releases among good ones', () => {
    const kinds = remaining('rolling', { good: 4, broken: 2 }, []).map(({ kind }) => kind);
    expect(kinds).toEqual(['good', 'good', 'broken', 'good', 'good', 'broken']);
  });

  it('counts every failed request in its table', () => {
    const rows = [
      row({}),
      row({ seconds: 14, failed: 3, problems: ['3 failed'] }),
      row({ kind: 'broken', seconds: 7 }),
    ];
    expect(loadTable(rows).split('\n').slice(2)).toEqual([
      '| rolling, good | 2 | 1 | 10.0 | 14.0 | 203 | 3 |',
      '| rolling, broken | 1 | 1 | 7.0 | 7.0 | 100 | 0 |',
    ]);
  });

  it('keeps each row at once, and forgets them when it is told to', () => {
    const folder = mkdtempSync(join(tmpdir(), 'sluice-load-'));
    try {
      const path = join(folder, 'deep', 'rows.jsonl');
      new KeptRows<LoadRow>(path).add(row({}));
      new KeptRows<LoadRow>(path).add(row({ kind: 'broken' }));
      expect(new KeptRows<LoadRow>(path).read()).toEqual([row({}), row({ kind: 'broken' })]);
      new KeptRows<LoadRow>(path).forget();
      expect(new KeptRows<LoadRow>(path).read()).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

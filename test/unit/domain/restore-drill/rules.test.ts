import { describe, expect, it } from '@jest/globals';
import { Refusal } from '../../../../domain/refusal.ts';
import { compareCounts } from '../../../../domain/restore-drill/compare-counts.ts';
import { drillName, namedDrill, parseDrillName } from '../../../../domain/restore-drill/drill-name.ts';
import { readTimes } from '../../../../domain/restore-drill/read-times.ts';

const NOW = Date.parse('2026-12-01T09:30:00Z');
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe('the name of a drill', () => {
  it('says the day and the database', () => {
    expect(drillName('agents-production', NOW)).toBe('restore-drill-20261201-agents-production');
    expect(namedDrill('restore-drill-20261201-agents-production')).toEqual({
      name: 'restore-drill-20261201-agents-production',
      source: 'agents-production',
      day: Date.parse('2026-12-01'),
    });
    expect(drillName('a'.repeat(40), NOW)).toHaveLength(63);
  });

  it.each([
    'agents-production',
    'agents-staging',
    '(default)',
    '',
    'restore-drill-',
    'restore-drill',
    'restore-drill-20261201',
    'restore-drill-20261201-',
    'restore-drill-20261201-abc',
    'restore-drill-agents-production',
    'restore-drill-2026-12-01-agents-production',
    'restore-drill-20261331-agents-production',
    'restore-drill-20260230-agents-production',
    'RESTORE-DRILL-20261201-agents-production',
    ' restore-drill-20261201-agents-production',
    'restore-drill-20261201-agents-production\n',
    'restore-drill-20261201-agents/production',
    'restore-drill-20261201-..%2fagents-production',
    'agents-production/restore-drill-20261201-agents-production',
    'projects/p/databases/restore-drill-20261201-agents-production',
    'restore-drill-20261201-agents-production?x=agents-production',
    'restore-drill-20261201-restore-drill-20261201-agents',
    `restore-drill-20261201-${'a'.repeat(41)}`,
    'xrestore-drill-20261201-agents-production',
  ])('is not %j', (bent) => {
    expect(() => parseDrillName(bent)).toThrow(Refusal);
  });

  it.each(['(default)', 'restore-drill-20261201-agents', 'a'.repeat(41), 'projects/p/databases/agents'])(
    'is made of no %s',
    (source) => {
      expect(() => drillName(source, NOW)).toThrow(Refusal);
    },
  );
});

describe('the database is read as it was', () => {
  it.each<[string, number, number[]]>([
    ['at the moment itself, within the hour', NOW - 40 * MINUTE - 1500, [NOW - 40 * MINUTE - 1500]],
    ['at the minute, when it was a whole one', NOW - 50 * MINUTE, [NOW - 50 * MINUTE]],
    ['at the minutes around it', NOW - 50 * MINUTE - 1500, [NOW - 51 * MINUTE, NOW - 50 * MINUTE]],
    ['for seven days', NOW - 7 * DAY + 10 * MINUTE, [NOW - 7 * DAY + 10 * MINUTE]],
    ['and no longer', NOW - 7 * DAY + 9 * MINUTE, []],
    ['and not in the future', NOW + 1, []],
  ])('%s', (_, snapshot, times) => {
    expect(readTimes(snapshot, NOW)).toEqual(times);
  });
});

describe('a copy', () => {
  const at = (agents: number) => ({ total: agents + 1, collections: { agents, users: 1 } });

  it('may have what was there at either of two moments, or between them', () => {
    expect([3, 4, 5].map((agents) => compareCounts([at(3), at(5)], at(agents), 'copy'))).toEqual([[], [], []]);
    expect([2, 6].map((agents) => compareCounts([at(5), at(3)], at(agents), 'copy').map(({ code }) => code))).toEqual([
      ['wrong-count', 'wrong-count'],
      ['wrong-count', 'wrong-count'],
    ]);
  });

  it('may have a collection that appeared meanwhile, or have it not', () => {
    const before = { total: 1, collections: { users: 1 } };
    expect(compareCounts([before, at(1)], before, 'copy')).toEqual([]);
    expect(compareCounts([before, at(1)], at(1), 'copy')).toEqual([]);
  });
});

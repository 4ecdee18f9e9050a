import { describe, expect, it } from '@jest/globals';
import { isDue } from '../../../../rehearsal/workflow/schedule.ts';
import { ScheduleKeeper } from '../../../../rehearsal/workflow/schedule-keeper.ts';

const due = (cron: string, time: string, timezone = 'UTC'): boolean => isDue({ cron, timezone }, Date.parse(time));

describe('the time of a schedule', () => {
  it.each([
    ['30 5 * * *', '2026-03-01T05:30:00Z', true],
    ['30 5 * * *', '2026-03-01T05:30:59Z', true],
    ['30 5 * * *', '2026-03-01T05:31:00Z', false],
    ['30 5 * * *', '2026-03-01T06:30:00Z', false],
    ['2,10 4,5 * * *', '2026-03-01T05:10:00Z', true],
    ['2,10 4,5 * * *', '2026-03-01T05:05:00Z', false],
    ['30 4-6 * * *', '2026-03-01T06:30:00Z', true],
    ['30 4-6 * * *', '2026-03-01T07:30:00Z', false],
    ['20/15 * * * *', '2026-03-01T01:50:00Z', true],
    ['20/15 * * * *', '2026-03-01T01:05:00Z', false],
    ['*/15 * * * *', '2026-03-01T01:45:00Z', true],
    ['0-30/10 * * * *', '2026-03-01T01:40:00Z', false],
    ['0 0 * JAN-mar *', '2026-03-31T00:00:00Z', true],
    ['0 0 * JAN-mar *', '2026-04-01T00:00:00Z', false],
    // The first of March 2026 is a Sunday.
    ['0 0 * * SUN', '2026-03-01T00:00:00Z', true],
    ['0 0 * * 1-5', '2026-03-01T00:00:00Z', false],
    // With both kinds of days one is enough; alone each counts.
    ['0 0 15 * 0', '2026-03-01T00:00:00Z', true],
    ['0 0 15 * 0', '2026-03-15T00:00:00Z', true],
    ['0 0 15 * 0', '2026-03-16T00:00:00Z', false],
    ['0 0 15 * *', '2026-03-01T00:00:00Z', false],
  ])('%s at %s: %s', (cron, time, expected) => {
    expect(due(cron, time)).toBe(expected);
  });

  it('is the local one of its time zone, also when that is another day', () => {
    expect(due('0 8 2 3 *', '2026-03-01T23:00:00Z', 'Asia/Seoul')).toBe(true);
    expect(due('0 8 1 3 *', '2026-03-01T23:00:00Z', 'Asia/Seoul')).toBe(false);
  });

  it('moves to the end of the hour that is skipped when summer begins', () => {
    // In Berlin 2:00 becomes 3:00 on 29 March 2026, at 1:00 UTC.
    const berlin = (cron: string, time: string) => due(cron, time, 'Europe/Berlin');
    expect(berlin('30 2 * * *', '2026-03-29T01:00:00Z')).toBe(true);
    expect(berlin('30 2 * * *', '2026-03-29T01:30:00Z')).toBe(false);
    expect(berlin('30 2 * * *', '2026-03-28T01:30:00Z')).toBe(true);
    expect(berlin('30 3 * * *', '2026-03-29T01:30:00Z')).toBe(true);
    expect(berlin('0 4 * * *', '2026-03-29T01:00:00Z')).toBe(false);
    // In October 2:00 comes twice, 3:00 once.
    expect(berlin('0 3 * * *', '2026-10-25T02:00:00Z')).toBe(true);
    expect(berlin('30 1 * * *', '2026-10-25T01:00:00Z')).toBe(false);
    expect(berlin('0 2 * * *', '2026-10-25T00:00:00Z')).toBe(true);
    expect(berlin('0 2 * * *', '2026-10-25T01:00:00Z')).toBe(true);
  });

  it('comes every five minutes at most, for each entry of each file', () => {
    const keeper = new ScheduleKeeper();
    const entry = (path: string, cron: string) => ({ path, schedule: { cron, timezone: 'UTC' } });
    const first = entry('a.yml', '* * * * *');
    const others = [entry('b.yml', '* * * * *'), entry('a.yml', '1 * * * *')];
    const at = (minutes: number, wanted = [first]) =>
      keeper.admitted(wanted, { kind: 'schedule', due: { at: minutes * 60_000 }, actor: 'mina' });
    expect(at(0)).toEqual([first]);
    expect(at(1, [first, ...others])).toEqual(others);
    expect([4, 5, 9, 10].map((minutes) => at(minutes).length)).toEqual([0, 1, 0, 1]);
  });
});

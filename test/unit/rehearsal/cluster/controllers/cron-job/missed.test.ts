import { describe, expect, it } from '@jest/globals';
import { missedTimes, unmetTime, untilNext } from '../../../../../../rehearsal/cluster/controllers/cron-job/missed.ts';
import { parseSchedule } from '../../../../../../rehearsal/cluster/cron/expression.ts';
import { zoneOf } from '../../../../../../rehearsal/cluster/cron/zone.ts';

const utc = zoneOf('UTC');
if (utc === undefined) throw new Error('no UTC');
const schedule = (text: string) => parseSchedule(text, utc);
const at = (time: string) => Date.parse(`2026-03-02T${time}Z`);
const hourly = schedule('0 * * * *');

describe('times that a CronJob has missed', () => {
  it.each([
    ['none before the first', '10:00:00', '10:59:59', { kind: 'none' }],
    ['the first on its stroke', '10:00:00', '11:00:00', { kind: 'some', recent: at('11:00:00'), many: false }],
    ['the first until the second', '10:00:00', '11:59:59', { kind: 'some', recent: at('11:00:00'), many: false }],
    ['the second on its stroke', '10:00:00', '12:00:00', { kind: 'some', recent: at('12:00:00'), many: false }],
    ['the last of several', '10:00:00', '15:30:00', { kind: 'some', recent: at('15:00:00'), many: false }],
  ])('are %s', (_, since, now, expected) => {
    expect(missedTimes(hourly, at(since), at(now))).toEqual(expected);
  });

  it('are many from the hundred and first on', () => {
    const minutes = schedule('* * * * *');
    const since = at('10:00:00');
    const after = (count: number) => missedTimes(minutes, since, since + count * 60_000);
    expect([100, 101].map(after)).toMatchObject([{ many: false }, { many: true }]);
  });

  it('are found where times have no regular distance', () => {
    const working = schedule('30 6-16/4 * * 1-5');
    const friday = Date.parse('2026-03-06T14:30:00Z');
    const monday = Date.parse('2026-03-09T09:00:00Z');
    expect(missedTimes(working, friday, monday)).toMatchObject({ recent: Date.parse('2026-03-09T06:30:00Z') });
  });

  it('are found of what is due each second', () => {
    const now = at('10:00:09');
    expect(missedTimes(schedule('@every 1s'), at('10:00:00'), now)).toEqual({ kind: 'some', recent: now, many: false });
  });

  it('are not found again where the first two lie closer together than the rest', () => {
    const mornings = schedule('*/20 8-9 * * *');
    const [since, now] = [at('07:00:00'), at('20:00:00')];
    expect(missedTimes(mornings, since, now)).toEqual({ kind: 'some', recent: undefined, many: false });
    expect(untilNext(mornings, since, now)).toBe(12 * 3_600_000 + 100);
  });

  it('are none of a day that never comes', () => {
    expect(missedTimes(schedule('59 23 31 2 *'), at('10:00:00'), at('11:00:00'))).toEqual({ kind: 'never' });
  });

  it('older than the deadline are not made up for', () => {
    const waiting = (seconds: number) => ({ since: at('10:00:00'), deadline: seconds * 1000 });
    expect(unmetTime(hourly, waiting(600), at('11:10:01'))).toEqual({ kind: 'none' });
    expect(unmetTime(hourly, waiting(600), at('11:09:59'))).toMatchObject({ recent: at('11:00:00') });
    expect(unmetTime(hourly, { since: at('10:00:00'), deadline: undefined }, at('11:10:01'))).toMatchObject({
      recent: at('11:00:00'),
    });
  });
});

describe('the next look at a CronJob', () => {
  it.each([
    ['is a little after its next time', '10:00:00', '10:30:00', at('11:00:00') + 100 - at('10:30:00')],
    ['passes over what was missed', '10:00:00', '12:30:00', at('13:00:00') + 100 - at('12:30:00')],
  ])('%s', (_, since, now, expected) => {
    expect(untilNext(hourly, at(since), at(now))).toBe(expected);
  });

  it('is none where no time comes', () => {
    expect(untilNext(schedule('0 0 31 2 *'), at('10:00:00'), at('11:00:00'))).toBeUndefined();
  });
});

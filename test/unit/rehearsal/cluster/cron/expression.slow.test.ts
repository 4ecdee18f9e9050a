import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parseSchedule } from '../../../../../rehearsal/cluster/cron/expression.ts';
import { zoneOf } from '../../../../../rehearsal/cluster/cron/zone.ts';

const RECORDED = readFileSync(join(import.meta.dirname, 'recorded-times.txt'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split(' | ') as [string, string, string, string]);

const zones = new Map([...new Set(RECORDED.map(([, zone]) => zone))].map((name) => [name, zoneOf(name)]));

/** Five times, or what is wrong with the schedule. */
function told(text: string, zone: string, after: string): string {
  const clocks = zones.get(zone);
  if (clocks === undefined) throw new Error(`no zone ${zone}`);
  try {
    const schedule = parseSchedule(text, clocks);
    const times: string[] = [];
    let at: number | undefined = Date.parse(after);
    while (at !== undefined && times.length < 5) {
      at = schedule.next(at);
      times.push(at === undefined ? 'never' : new Date(at).toISOString().replace('.000Z', 'Z'));
    }
    return times.join(' ');
  } catch (error) {
    return `error: ${(error as Error).message}`;
  }
}

describe('the schedule of a CronJob', () => {
  it.each(RECORDED)('"%s" in %s after %s is due as the library of Kubernetes says', (text, zone, after, expected) => {
    expect(told(text, zone, after)).toBe(expected);
  });

  it('that is empty is none', () => {
    expect(told('', 'UTC', '2026-01-01T00:00:00Z')).toBe('error: empty spec string');
  });
});

describe('the name of a time zone', () => {
  it.each([
    ['Europe/Berlin', true],
    ['US/Pacific', true],
    ['UTC', true],
    ['Etc/UTC', true],
    ['europe/berlin', false],
    ['EUROPE/BERLIN', false],
    ['utc', false],
    ['Mars/Olympus', false],
  ])('%s is known: %s', (name, known) => {
    expect(zoneOf(name) !== undefined).toBe(known);
  });
});

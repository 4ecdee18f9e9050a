import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Observation } from '../../../../../domain/verdict/observation.ts';
import type { TimelinePhase } from '../../../../../engine/rollout/ports/moment.ts';
import {
  EMPTY_TIMELINE,
  extended,
  LONGEST,
  marksOf,
  type Timeline,
} from '../../../../../engine/rollout/report/timeline.ts';
import { timelineParts } from '../../../../../engine/rollout/report/timeline-chart.ts';
import { DeliveryRoom } from '../delivery-room.ts';
import { deployment, OUR_TIME, observed, pod } from '../observed.ts';

const ready = { ready: true, state: { running: {} } };
const states: readonly Observation[] = [
  observed(deployment({ replicas: 3, updatedReplicas: 0, availableReplicas: 3 })),
  observed(deployment({ replicas: 4, updatedReplicas: 1, availableReplicas: 3 }), pod('api-1-a', {})),
  observed(deployment({ replicas: 3, updatedReplicas: 3, availableReplicas: 3 }), pod('api-1-a', ready)),
];
const timelineOf = (...moments: readonly (readonly [number, number, TimelinePhase?])[]): Timeline =>
  moments.reduce<Timeline>((timeline, [seconds, state, phase = 'rollout']) => {
    const observation = states[state];
    const observations = observation === undefined ? [] : [observation];
    return extended(timeline, { phase, at: OUR_TIME + seconds * 1000, observations });
  }, EMPTY_TIMELINE);

describe('the timeline of a rollout', () => {
  it('has a sample for each change, and none for a look that shows nothing new', () => {
    const samples = timelineOf([0, 0], [1, 0], [2, 1], [9, 1], [10, 2]).samples.get('Deployment api');
    expect(samples).toEqual([
      { at: OUR_TIME, desired: 3, updated: 0, ready: 0, available: 3 },
      { at: OUR_TIME + 2000, desired: 3, updated: 1, ready: 0, available: 3 },
      { at: OUR_TIME + 10_000, desired: 3, updated: 3, ready: 1, available: 3 },
    ]);
  });

  it('marks the verdict at the end of the rollout, and where the rollback begins and ends', () => {
    expect(marksOf(timelineOf([0, 0], [5, 1], [7, 1, 'rollback'], [20, 2, 'rollback']))).toEqual([
      { at: OUR_TIME + 5000, what: 'verdict' },
      { at: OUR_TIME + 7000, what: 'rollback' },
      { at: OUR_TIME + 20_000, what: 'restored' },
    ]);
  });

  it('does not grow without end, and keeps its last sample', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), (hours) => {
        const looks = Array.from({ length: hours * 600 }, (_, index) => [index, index % 3] as const);
        const samples = timelineOf(...looks).samples.get('Deployment api') ?? [];
        expect(samples.length).toBeLessThanOrEqual(LONGEST);
        expect(samples.at(-1)?.at).toBe(OUR_TIME + (hours * 600 - 1) * 1000);
        expect(samples.map(({ at }) => at)).toEqual(samples.map(({ at }) => at).toSorted((a, b) => a - b));
      }),
      { numRuns: 10 },
    );
  });
});

describe('its drawing', () => {
  const [head, chart = '', numbers] = timelineParts(timelineOf([0, 0], [10, 1], [20, 2], [30, 2, 'rollback']));

  it('is a Mermaid chart over the seconds that passed, one line for each count', () => {
    expect(head).toBe('### Timeline');
    expect(chart).toMatch(
      /^```mermaid\n%%\{init: .*\}%%\nxychart-beta\n {2}title "Deployment api"\n {2}x-axis "seconds" 0 --> 30\n/,
    );
    const lines = chart.split('\n').filter((line) => /^ {2}(line|bar) \[/.test(line));
    expect(lines).toHaveLength(4 + 3);
    for (const line of lines) expect(line).toMatch(/^ {2}(line|bar) \[\d+(, \d+){59}\]$/);
    const colours = /plotColorPalette": "([^"]*)"/.exec(chart)?.[1]?.split(', ');
    expect(colours).toHaveLength(lines.length);
  });

  it('has one bar at the verdict, where the counts are those of that time', () => {
    const bar = /^ {2}bar \[(.*)\]$/m.exec(chart)?.[1]?.split(', ').map(Number) ?? [];
    expect(bar.filter((value) => value > 0)).toEqual([3]);
    expect(bar.findIndex((value) => value > 0)).toBe(Math.round((20 / 30) * 59));
  });

  it('has the same in numbers, folded', () => {
    expect(numbers).toContain('<details><summary>The same in numbers</summary>');
    expect(numbers).toContain('| 10.0 | 3 | 1 | 0 | 3 |  |');
    expect(numbers).toContain('| 20.0 |  |  |  |  | verdict |');
  });

  it('is nothing where nothing was seen', () => {
    expect(timelineParts(EMPTY_TIMELINE)).toEqual([]);
  });
});

describe('the report of a rollout that was rolled back', () => {
  it('has a timeline with verdict and rollback marked', async () => {
    const room = new DeliveryRoom({ two: 'crash' });
    await room.rollOut('one');
    const { report } = await room.rollOut('two');
    for (const words of ['### Timeline', 'verdict', 'rollback begins', 'rollback ends'])
      expect(report).toContain(words);
  });
});

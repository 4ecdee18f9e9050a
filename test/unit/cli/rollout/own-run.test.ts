import { describe, expect, it } from '@jest/globals';
import { ownRun } from '../../../../cli/rollout/own-run.ts';
import { isNewer } from '../../../../domain/run-order.ts';

const SECOND = '2026-11-30T09:00:00Z';
const at = (milliseconds: number): number => Date.parse(SECOND) + milliseconds;

describe('a run of the command', () => {
  it('is another one than the next of the same second, and older', () => {
    const [first, second] = [ownRun(SECOND, at(12), 0.999), ownRun(SECOND, at(13), 0)];
    expect(isNewer(second, first)).toBe(true);
    expect(isNewer(first, second)).toBe(false);
  });

  it('is another one than that of the same millisecond', () => {
    expect(ownRun(SECOND, at(12), 0.1).id).not.toBe(ownRun(SECOND, at(12), 0.2).id);
  });

  it('is older than every one of the next second', () => {
    const next = ownRun('2026-11-30T09:00:01Z', at(0), 0);
    expect(isNewer(next, ownRun(SECOND, at(999), 0.9999))).toBe(true);
    expect(next.id).toBeGreaterThan(ownRun(SECOND, at(999), 0.9999).id);
  });

  it('is another one than all that begin in the same millisecond on other machines', () => {
    const drawn = Array.from({ length: 20_000 }, (_, index) => (index * 0.6180339887498949) % 1);
    const runs = drawn.map((random) => ownRun(SECOND, at(12), random));
    expect(new Set(runs.map(({ id, attempt }) => `${id}/${attempt}`)).size).toBe(drawn.length);
    expect(runs.every(({ attempt }) => Number.isSafeInteger(attempt) && attempt >= 1)).toBe(true);
  });

  it('is one of two whose clock was set back in between, and only one of them is newer', () => {
    const [first, second] = [ownRun(SECOND, at(500), 0.5), ownRun(SECOND, at(100), 0.5)];
    expect([isNewer(second, first), isNewer(first, second)]).toEqual([false, true]);
  });

  it('has a number that is exact', () => {
    expect(Number.isSafeInteger(ownRun('2040-12-31T23:59:59Z', at(999), 0.9999).id)).toBe(true);
  });
});

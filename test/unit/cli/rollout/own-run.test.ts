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

  it('has a number that is exact', () => {
    expect(Number.isSafeInteger(ownRun('2040-12-31T23:59:59Z', at(999), 0.9999).id)).toBe(true);
  });
});

import { describe, expect, it } from '@jest/globals';
import { type Count, numbersOf, suffices } from '../../drill/report/numbers.ts';

const times = (count: number, what: Count): Count[] => Array.from({ length: count }, () => what);

describe('what the drill is judged by', () => {
  it('does not count what is equal among what could be noticed', () => {
    const numbers = numbersOf([...times(19, 'noticed'), 'unnoticed', ...times(2, 'equal')]);
    expect(numbers.noticedShare).toBe(0.95);
    expect(numbers.equalShare).toBeCloseTo(2 / 22);
  });

  it('suffices from 95 % on, up to 10 % of equal ones, and never when something is broken', () => {
    expect(suffices(numbersOf([...times(19, 'noticed'), 'unnoticed']))).toBe(true);
    expect(suffices(numbersOf([...times(18, 'noticed'), 'unnoticed']))).toBe(false);
    expect(suffices(numbersOf([...times(9, 'noticed'), 'equal']))).toBe(true);
    expect(suffices(numbersOf([...times(8, 'noticed'), 'equal']))).toBe(false);
    expect(suffices(numbersOf([...times(99, 'noticed'), 'broken']))).toBe(false);
  });

  it('lets a sample miss one of fifteen or of twenty, and not two', () => {
    const misses = (count: number, ...more: Count[]) =>
      suffices(numbersOf([...times(count, 'noticed'), 'unnoticed', ...more]), true);
    expect([misses(14), misses(19), misses(13, 'unnoticed'), misses(18, 'unnoticed')]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(misses(14, 'broken')).toBe(false);
  });

  it('counts what is broken as not noticed', () => {
    expect(numbersOf(['noticed', 'broken']).noticedShare).toBe(0.5);
  });
});

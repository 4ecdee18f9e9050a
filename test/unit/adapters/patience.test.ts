import { describe, expect, it } from '@jest/globals';
import { Patience, within } from '../../../adapters/patience.ts';

describe('patience', () => {
  /** A try that takes so long, and ends well or not. */
  const world = () => {
    let now = 1_000;
    const patience = new Patience({ call: 15_000, total: 60_000 }, () => now);
    const trying = (milliseconds: number, ended: 'well' | 'badly') =>
      patience.tried(
        async () => {
          now += milliseconds;
          return ended;
        },
        (outcome) => outcome === 'badly',
      );
    return { patience, trying, pass: (milliseconds: number) => (now += milliseconds) };
  };

  it('is whole while all is well, however long that takes', async () => {
    const { patience, trying, pass } = world();
    expect(await trying(50_000, 'well')).toBe('well');
    pass(500_000);
    expect([patience.left(), patience.next()]).toEqual([60_000, 15_000]);
  });

  it('counts from the beginning of the first try that failed, over all calls', async () => {
    const { patience, trying, pass } = world();
    await trying(15_000, 'badly');
    pass(10_000);
    await trying(25_000, 'badly');
    expect([patience.left(), patience.next()]).toEqual([10_000, 10_000]);
    await trying(8_000, 'badly');
    expect([patience.left(), patience.next()]).toEqual([2_000, 5_000]);
    await trying(100_000, 'badly');
    expect([patience.left(), patience.next()]).toEqual([0, 5_000]);
  });

  it('is whole again after one success', async () => {
    const { patience, trying } = world();
    await trying(70_000, 'badly');
    await trying(1, 'well');
    expect(patience.left()).toBe(60_000);
  });
});

describe('work with a deadline', () => {
  it('is told to stop when it is late, and the caller goes on even if it does not', async () => {
    let told: unknown;
    const never = within(20, (signal) => {
      signal.addEventListener('abort', () => (told = signal.reason));
      return new Promise(() => undefined);
    });
    await expect(never).rejects.toThrow('there was none within 0.02 s');
    expect(told).toMatchObject({ code: 'ETIMEDOUT' });
  });

  it('gives its result and its own errors', async () => {
    expect(await within(1_000, async () => 7)).toBe(7);
    await expect(within(1_000, () => Promise.reject(new Error('own')))).rejects.toThrow('own');
  });
});

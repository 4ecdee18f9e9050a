import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { identityOf, isRunning, startTicksOf, stateOf } from '../../cluster/machine/process-identity.ts';

const stat = (name: string, state: string, ticks: number): string =>
  `4242 (${name}) ${state} 1 4242 4242 0 -1 4194560 100 0 0 0 1 2 0 0 20 0 1 0 ${ticks} 1000 200 18446744073709551615`;

describe('the identity of a process', () => {
  it('is read past a name with spaces and parentheses', () => {
    expect(startTicksOf(stat('kube (proxy) 7', 'S', 991))).toBe(991);
    expect(stateOf(stat('a) R 1 (', 'Z', 991))).toBe('Z');
  });

  it('is read past any name', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 15 }),
        fc.nat(),
        (name, ticks) => startTicksOf(stat(name, 'S', ticks)) === ticks,
      ),
    );
  });

  it('is refused where there is no number', () => {
    expect(() => startTicksOf('4242 (x) S 1')).toThrow('No start time');
  });

  it('tells this process from another one that got its id', () => {
    const own = identityOf(process.pid);
    if (own === undefined) return; // No /proc on this machine.
    expect(isRunning(own)).toBe(true);
    expect(isRunning({ ...own, startTicks: own.startTicks + 1 })).toBe(false);
  });
});

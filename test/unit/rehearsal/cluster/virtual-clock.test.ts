import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createVirtualClock } from '../../../../rehearsal/cluster/virtual-clock.ts';

describe('the virtual clock', () => {
  it('calls back in the order of instants, and of registration within one', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 30 }), (delays) => {
        const clock = createVirtualClock(0);
        const called: (readonly [at: number, index: number])[] = [];
        for (const [index, delay] of delays.entries()) clock.after(delay, () => called.push([clock.now(), index]));
        clock.advance(60);
        const wanted = delays.map((delay, index) => [delay, index] as const).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
        expect(called).toEqual(wanted);
        expect(clock.now()).toBe(60);
      }),
    );
  });

  it('calls nothing back that was called off, and what a callback registers within the time', () => {
    const clock = createVirtualClock(0);
    const called: string[] = [];
    clock.after(10, () => called.push('off'))();
    clock.after(10, () => clock.after(10, () => called.push('second')));
    clock.advance(20);
    expect(called).toEqual(['second']);
  });

  it('says what it waited for when nothing is left to happen', () => {
    expect(() => createVirtualClock().runUntil(() => false)).toThrow('nothing is left to happen');
  });

  it('notices callbacks that wake each other for ever', () => {
    const clock = createVirtualClock();
    const again = (): void => void clock.after(0, again);
    again();
    expect(() => clock.advance(1)).toThrow('time cannot pass');
  });
});

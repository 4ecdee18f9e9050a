import { describe, expect, it } from '@jest/globals';
import { createWorkQueue } from '../../../../../rehearsal/cluster/controllers/work-queue.ts';
import { StatusError } from '../../../../../rehearsal/cluster/object-store.ts';
import { createVirtualClock } from '../../../../../rehearsal/cluster/virtual-clock.ts';

describe('a work queue', () => {
  it('makes one look of many changes', () => {
    const clock = createVirtualClock(0);
    const looks: string[] = [];
    const queue = createWorkQueue(clock, (key) => void looks.push(key));
    for (const key of ['a', 'b', 'a', 'a']) queue.add(key);
    expect(looks).toEqual([]);
    clock.advance(0);
    expect(looks).toEqual(['a', 'b']);
  });

  it('comes back to what the API refused after 5 ms, doubling, until it succeeds', () => {
    const clock = createVirtualClock(0);
    const looks: number[] = [];
    const queue = createWorkQueue(clock, () => {
      looks.push(clock.now());
      if (looks.length < 5) throw new StatusError(403, 'Forbidden', 'exceeded quota');
    });
    queue.add('a');
    clock.advance(1000);
    expect(looks).toEqual([0, 5, 15, 35, 75]);
  });

  it('never swallows a mistake of ours', () => {
    const clock = createVirtualClock(0);
    const queue = createWorkQueue(clock, () => {
      throw new TypeError('undefined is not a function');
    });
    queue.add('a');
    expect(() => clock.advance(0)).toThrow(TypeError);
  });

  it('does nothing any more once it is closed', () => {
    const clock = createVirtualClock(0);
    const queue = createWorkQueue(clock, () => expect(true).toBe(false));
    queue.addAfter('a', 10);
    queue.add('b');
    queue.close();
    queue.add('c');
    clock.advance(100);
  });
});

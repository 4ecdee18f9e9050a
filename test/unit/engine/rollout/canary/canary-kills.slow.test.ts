import { describe, expect, it } from '@jest/globals';
import { canary } from '../../../../../domain/strategy.ts';
import { deaths } from '../mortal-cluster.ts';
import { image } from '../releases.ts';
import { copies, roomWithFirst, stableImage, step, three, traffic } from './canary-room.ts';

describe('a canary that ends in the middle', () => {
  it.each([
    ['good-2', 'complete', 17],
    ['crash-2', 'rolled-back', 13],
  ])(
    'by its death at one of its writes is brought to its end by running it again: %s, %s, %i writes',
    async (name, outcome, writes) => {
      const short = canary({ steps: [step(25, 2), step(50, 2)] });
      const undisturbed = await roomWithFirst();
      undisturbed.strategy = short;
      const whole = undisturbed.start(undisturbed.request(name, three(name)));
      expect(await undisturbed.until(whole.ended)).toMatchObject({ outcome });
      expect(whole.writes()).toBe(writes);
      for (const death of deaths(writes)) {
        const room = await roomWithFirst();
        room.strategy = short;
        const seen = traffic(room);
        const request = room.request(name, three(name));
        await room.until(room.start(request, death).ended);
        const again = await room.until(room.start({ ...request, run: { ...request.run, attempt: 2 } }).ended);
        expect({ ...death, outcome: again.outcome }).toEqual({ ...death, outcome });
        expect({ ...death, ...(await copies(room)) }).toEqual({ ...death, api: 3, 'api-canary': 0 });
        expect(await stableImage(room)).toBe(image(outcome === 'complete' ? name : 'good-1'));
        expect(seen.fewest()).toBeGreaterThanOrEqual(3);
      }
    },
  );
});

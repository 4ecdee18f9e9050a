import { describe, expect, it } from '@jest/globals';
import { finishInterrupted } from '../../../../../engine/rollout/finish-interrupted.ts';
import { type Death, deaths } from '../mortal-cluster.ts';
import { image } from '../releases.ts';

import { byWeight, copies, phase, release, roomWithFirst, stableImage, step } from './gateway-story.ts';

// A test for each death: together they are long for a loaded machine.
describe.each([
  ['good-2', 'complete', 23],
  ['sours-2', 'rolled-back', 21],
] as const)('a canary by weight of %s, which ends %s', (name, outcome, writes) => {
  const short = byWeight(step(5, 2), step(50, name === 'good-2' ? 2 : 60));
  const roomBefore = async () => {
    const room = await roomWithFirst();
    room.strategy = short;
    return room;
  };

  it(`takes ${writes} writes`, async () => {
    const room = await roomBefore();
    const run = room.start(room.request(name, release(name)));
    expect(await room.until(run.ended)).toMatchObject({ outcome });
    expect(run.writes()).toBe(writes);
  });

  it.each(deaths(writes))(
    'is brought to its end by running it again after its death $when write $write',
    async (death) => {
      const room = await roomBefore();
      const request = room.request(name, release(name));
      await room.until(room.start(request, death).ended);
      room.expectHeld({ run: 1 });
      const again = await room.until(room.start({ ...request, run: { ...request.run, attempt: 2 } }).ended);
      room.expectHeld({ run: 2 });
      expect(again.outcome).toBe(outcome);
      expect({ share: await room.share(), ...(await copies(room)) }).toEqual({ share: 0, api: 3, 'api-canary': 0 });
      expect(await stableImage(room)).toBe(image(outcome === 'complete' ? name : 'good-1'));
      expect(room.fewestStable).toBeGreaterThanOrEqual(3);
    },
  );
});

describe('the post step of a canary by weight', () => {
  const finished = async (death: Death) => {
    const room = await roomWithFirst();
    room.strategy = byWeight(step(5, 2), step(50, 2));
    const request = room.request('good-2', release('good-2'));
    await room.until(room.start(request, death).ended);
    const before = await phase(room);
    const told = await room.until(
      finishInterrupted({ service: 'api', namespace: 'production', run: request.run }, room.api, room.clock),
    );
    return { room, before, told };
  };

  it.each(Array.from({ length: 23 }, (_, index) => index + 1))(
    'leaves no weight that nobody watches after a death at write %i',
    async (write) => {
      const { room, before } = await finished({ write, when: 'after' });
      if (before === 'applied' || before === 'locked') expect(await room.share()).toBe(0);
      room.expectHeld({});
    },
  );

  it('says that the weight is gone, and that the pods go later', async () => {
    const told = await Promise.all(
      [10, 11, 12, 13].map(async (write) => (await finished({ write, when: 'after' })).told),
    );
    expect(told.flat().filter((sentence) => sentence.includes('has no weight any more'))).not.toEqual([]);
  });
});

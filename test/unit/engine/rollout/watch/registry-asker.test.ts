import { describe, expect, it } from '@jest/globals';
import type { Images } from '../../../../../engine/rollout/ports/images.ts';
import { RegistryAsker } from '../../../../../engine/rollout/watch/registry-asker.ts';
import { VirtualClock } from '../virtual-clock.ts';

const IMAGE = `registry.example/services/api@sha256:${'a'.repeat(64)}`;
const settled = () => new Promise((resolve) => setImmediate(resolve));

function asking(has: Images['has']) {
  const told: boolean[] = [];
  let asked = 0;
  const images: Images = {
    has: (reference) => {
      asked += 1;
      return has(reference);
    },
  };
  const asker = new RegistryAsker(images, new VirtualClock(), (_, answer) => told.push(answer));
  return { asker, told, asked: () => asked };
}

describe('asking a registry while a rollout is watched', () => {
  it('tells each answer, and when the next question is due', async () => {
    const { asker, told } = asking(async () => false);
    expect(asker.ask([{ image: IMAGE, at: 4_000 }], 4_000)).toBe(Number.POSITIVE_INFINITY);
    await settled();
    expect(told).toEqual([false]);
    expect(asker.ask([{ image: IMAGE, at: 16_000 }], 4_100)).toBe(16_000);
  });

  it('has one question about an image under way at a time', async () => {
    const { asker, asked } = asking(() => new Promise(() => {}));
    asker.ask([{ image: IMAGE, at: 0 }], 1);
    asker.ask([{ image: IMAGE, at: 0 }], 2);
    await settled();
    expect(asked()).toBe(1);
  });

  it('asks no more after no answer', async () => {
    const { asker, told, asked } = asking(async () => {
      throw new Error('connection refused');
    });
    asker.ask([{ image: IMAGE, at: 0 }], 1);
    await settled();
    asker.ask([{ image: IMAGE, at: 2 }], 3);
    expect([told, asked()]).toEqual([[], 1]);
  });

  it('asks nothing without a registry', () => {
    expect(new RegistryAsker(undefined, new VirtualClock(), () => {}).ask([{ image: IMAGE, at: 9 }], 1)).toBe(
      Number.POSITIVE_INFINITY,
    );
  });
});

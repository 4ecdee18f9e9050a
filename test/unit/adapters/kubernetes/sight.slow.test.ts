import { afterEach, describe, expect, it } from '@jest/globals';
import { image } from '../../engine/rollout/releases.ts';
import { RolloutWorld } from './rollout-world.ts';

const SCRIPTS = {
  one: { runs: [{ readyAfter: 1_000 }] },
  slow: { runs: [{ startAfter: 40_000, readyAfter: 1_000 }] },
  broken: { runs: [{ exit: { code: 3, after: 500 } }] },
} as const;

let world: RolloutWorld;
afterEach(() => world.close());

/** Every request that comes in this time is never answered, and open streams bring nothing: nobody closes a connection. */
const hangs = (from: number, to: number) => {
  world.clock.after(from, () => world.proxy.hang());
  world.clock.after(to, () => world.proxy.wake());
};
const rolled = async (name: keyof typeof SCRIPTS) => {
  const start = world.clock.now();
  const result = await world.rollOut(name);
  return { result, seconds: (world.clock.now() - start) / 1000 };
};

describe.each(['h2', 'http/1.1'])('over %s', (protocol) => {
  it('watches that are cut every 1.5 s, with every list answered, end a rollout as if nothing had happened', async () => {
    world = await RolloutWorld.open(SCRIPTS, { protocols: [protocol] });
    await rolled('one');
    const undisturbed = await rolled('slow');
    await rolled('one');
    let isOver = false;
    const cut = () => {
      if (isOver) return;
      world.proxy.cutWatches();
      world.clock.after(1_500, cut);
    };
    world.clock.after(1_500, cut);
    const { result, seconds } = await rolled('slow');
    isOver = true;
    expect(result).toMatchObject({ outcome: 'complete' });
    // What gets no stream is asked every 15 s, disturbed or not.
    expect(Math.abs(seconds - undisturbed.seconds)).toBeLessThan(protocol === 'h2' ? 8 : 16);
    expect(world.log.filter((line) => line.includes('has not been seen'))).toEqual([]);
  });

  it('a failure is judged in the same time although watches are cut every 1.5 s', async () => {
    world = await RolloutWorld.open(SCRIPTS, { protocols: [protocol] });
    await rolled('one');
    const undisturbed = await rolled('broken');
    let isOver = false;
    const cut = () => {
      if (isOver) return;
      world.proxy.cutWatches();
      world.clock.after(1_500, cut);
    };
    world.clock.after(1_500, cut);
    const { result, seconds } = await rolled('broken');
    isOver = true;
    expect(result).toMatchObject({ outcome: 'rolled-back', class: 'crash-loop' });
    expect(Math.abs(seconds - undisturbed.seconds)).toBeLessThan(12);
  });

  it('a server that hangs without closing connections is noticed, said in one line each way, and counts for nothing', async () => {
    world = await RolloutWorld.open(SCRIPTS, { protocols: [protocol] });
    await rolled('one');
    hangs(8_000, 98_000);
    const lines = world.log.length;
    const { result } = await rolled('slow');
    expect(result).toMatchObject({ outcome: 'complete' });
    expect(world.liveImage).toBe(image('slow'));
    const said = world.log.slice(lines).filter((line) => /seen/.test(line));
    expect(said).toEqual([
      expect.stringMatching(
        /^The cluster has not been seen for (5|6|7|8|9|1\d) s \(.*\)\. Times of the rollout stand still/,
      ),
      expect.stringMatching(/^The cluster is seen again, after (8|9|10)\d s that count for nothing\.$/),
    ]);
  });
});

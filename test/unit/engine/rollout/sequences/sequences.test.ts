import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import '../../../../property-seed.ts';
import { sequences } from './step.ts';
import { World } from './world.ts';

/** `SLUICE_SEQUENCES=2000 npm run fuzz -- <this file>` plays more of them. */
const RUNS = Number(process.env['SLUICE_SEQUENCES'] ?? 50);

it('whatever happens to a namespace, what a rollout says at its end is so', async () => {
  await fc.assert(
    fc.asyncProperty(sequences, async (steps) => {
      const world = new World();
      for (const step of steps) await world.perform(step);
      expect(world.problems).toEqual([]);
    }),
    { numRuns: RUNS },
  );
}, 1_500_000);

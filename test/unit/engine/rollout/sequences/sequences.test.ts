import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SEED_VARIABLE } from '../../../../property-seed.ts';
import { sequences } from './step.ts';
import { World } from './world.ts';

/** A few in every run, more with the fresh seed of the slow tests; `SLUICE_SEQUENCES=2000 npm run fuzz -- <this file>` plays as many. */
const RUNS = Number(process.env['SLUICE_SEQUENCES'] ?? (process.env[SEED_VARIABLE] === undefined ? 20 : 50));

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

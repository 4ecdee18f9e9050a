import fc from 'fast-check';
import { type Sequence, sequences } from './step.ts';
import { World } from './world.ts';

/** The sequence of a number: the same for everybody, every time. */
export function sequence(number: number): Sequence {
  const [found] = fc.sample(sequences, { seed: number, numRuns: 1 });
  if (found === undefined) throw new Error(`There is no sequence ${number}.`);
  return found;
}

/** What was not so, in what it was told of itself. */
export async function play({ strategy, steps }: Sequence): Promise<readonly string[]> {
  const world = new World(strategy);
  for (const step of steps) await world.perform(step);
  world.end();
  return world.problems;
}

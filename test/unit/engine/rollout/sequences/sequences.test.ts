import { expect, it } from '@jest/globals';
import { play, sequence } from './play.ts';

/** The first of those that the slow test beside this plays. */
const COUNT = 50;

it.each(Array.from({ length: COUNT }, (_, number) => number))(
  'whatever happens to a namespace, what a rollout says at its end is so: sequence %i',
  async (number) =>
    expect({ told: sequence(number), untrue: await play(sequence(number)) }).toMatchObject({ untrue: [] }),
);

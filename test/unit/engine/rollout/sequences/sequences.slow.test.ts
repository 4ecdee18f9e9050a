import { describe, expect, it } from '@jest/globals';
import { play, sequence } from './play.ts';

/** Each number is a sequence, the same every time. To play one alone: `-t "sequence 17$"`. */
const COUNT = 2_000;

describe('whatever happens to a namespace, what a rollout says at its end is so', () => {
  it.each(Array.from({ length: COUNT }, (_, number) => number))(
    'sequence %i',
    async (number) =>
      expect({ told: sequence(number), untrue: await play(sequence(number)) }).toMatchObject({ untrue: [] }),
    600_000,
  );
});

import { describe, expect, it } from '@jest/globals';
import { play, sequence } from './play.ts';

/** Each number is a sequence, the same every time. To play one alone: `npm run test:sequences -- -t "sequence 17$"`. */
const ALL = 2_000;
/** `npm run test:sequences` plays all of them; `npm run test:slow` so many in a row, from where its seed says. */
const COUNT = Number(process.env['SLUICE_SEQUENCES'] ?? 60);
const FROM = Number(process.env['SLUICE_PROPERTY_SEED'] ?? 0) % (ALL - COUNT + 1);

describe('whatever happens to a namespace, what a rollout says at its end is so', () => {
  it.each(Array.from({ length: COUNT }, (_, index) => FROM + index))(
    'sequence %i',
    async (number) =>
      expect({ told: sequence(number), untrue: await play(sequence(number)) }).toMatchObject({ untrue: [] }),
    600_000,
  );
});

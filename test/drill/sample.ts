/** Some of all, by a seed: the same for the same seed, whatever machine it is. */
export function sample<One>(all: readonly One[], count: number, seed: number): readonly One[] {
  const left = [...all];
  const random = mulberry(seed);
  return Array.from({ length: Math.min(count, left.length) }, () => {
    const [one] = left.splice(Math.floor(random() * left.length), 1);
    return one as One;
  });
}

/** Numbers from 0 up to 1 that look like chance.
 *  @see https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
function mulberry(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

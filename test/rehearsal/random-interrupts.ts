import { setTimeout as delay } from 'node:timers/promises';
import type { Check } from './check.ts';
import { describeWay, interrupt, mustLeaveNothing, type Way } from './interruption.ts';
import { NpmStart } from './npm-start.ts';

const WAYS: readonly Way[] = [
  { signal: 'SIGINT', to: 'npm' },
  { signal: 'SIGTERM', to: 'npm' },
  { signal: 'SIGINT', to: 'node' },
  { signal: 'SIGTERM', to: 'node' },
  { signal: 'SIGKILL', to: 'node' },
];

/** The whole story on an idle machine, and some of its closing. */
const LONGEST_MILLISECONDS = 35_000;

/** Interruptions at random moments, the same ones for the same seed: as far as the machine is as fast. */
export const randomInterrupts = (count: number, seed: number, cache: string): readonly Check[] => {
  const random = numbersOf(seed);
  return Array.from({ length: count }, (_, index) => {
    const way = WAYS[Math.floor(random() * WAYS.length)] ?? { signal: 'SIGINT', to: 'npm' };
    const after = Math.floor(random() * LONGEST_MILLISECONDS);
    return {
      name: `Interruption ${index + 1} of ${count}, ${describeWay(way)} after ${after} ms`,
      run: () => interruptAfter(after, way, cache),
    };
  });
};

async function interruptAfter(milliseconds: number, way: Way, cache: string): Promise<string> {
  const run = new NpmStart(['--approve'], { cache });
  try {
    const until = Date.now() + milliseconds;
    for (let looks = 0; Date.now() < until && !run.ended; looks += 1) {
      run.tree.look();
      if (looks % 20 === 0) run.tree.lookAtPorts();
      await delay(25);
    }
    if (run.ended) return 'the story had been told already';
    run.tree.lookAtPorts();
    const processes = run.tree.look().length;
    interrupt(run, way);
    const seconds = await mustLeaveNothing(run, way, cache);
    return `${processes} processes gone, npm after ${seconds.toFixed(1)} s`;
  } finally {
    await run.clean();
  }
}

/** Numbers from 0 to 1 that follow from a seed.
 *  @see https://github.com/bryc/code/blob/master/jshash/PRNGs.md#mulberry32 */
function numbersOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again until `probe` answers something other than `undefined`, and returns that answer.
 *  For outside processes that tell nobody when they are ready; everything of ours is awaited instead.
 * @param what the wanted state, as it reads after "waited for".
 * @throws when it does not come in time; the sentence carries the last reason that `probe` threw. */
export async function until<T>(
  what: string,
  seconds: number,
  probe: () => Promise<T | undefined>,
  every = 0.2,
): Promise<T> {
  const end = performance.now() + seconds * 1000;
  let last = 'it gave no reason';
  for (;;) {
    try {
      const answer = await probe();
      if (answer !== undefined) return answer;
    } catch (cause) {
      if (cause instanceof Hopeless) throw cause;
      last = cause instanceof Error ? cause.message : String(cause);
    }
    if (performance.now() > end) throw new Error(`Waited ${seconds} s for ${what}, in vain; last: ${last}`);
    await sleep(every * 1000);
  }
}

/** Thrown by a probe that knows that waiting longer is of no use. */
export class Hopeless extends Error {
  override readonly name = 'Hopeless';
}

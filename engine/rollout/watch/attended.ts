import { type Clock, within } from '../clock.ts';

const EVERY = 1_000;
const PENDING = Symbol('pending');

/** Waits for work that may hang, and attends to everything else meanwhile: what streams tell of sight is told when it comes. */
export async function attended<T>(work: Promise<T>, clock: Clock, attend: () => Promise<void>): Promise<T> {
  for (;;) {
    const done = await within<T, typeof PENDING>(work, EVERY, clock, PENDING);
    if (done !== PENDING) return done;
    await attend();
  }
}

import { isMoved } from './cluster.ts';

/** More often than this nobody writes in between by chance. */
const TRIES = 8;

/** Looks and writes again while a controller, an autoscaler or another run has written the object between our look and our write.
 *  @param attempt looks and writes; told which try it is, from 1 on. */
export async function overMoves<T>(attempt: (tries: number) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt(tries);
    } catch (error) {
      if (!isMoved(error) || tries === TRIES) throw error;
    }
  }
}

import type { Run } from '../../domain/run-order.ts';

/** Ids of one second: the millisecond of our clock first, so that the later of two commands on one machine is the newer run. */
const IDS_A_MILLISECOND = 4000;
const IDS_A_SECOND = 1000 * IDS_A_MILLISECOND;
/** Of one id: an attempt says nothing of which run is newer, and everything of whether it is the same. */
const ATTEMPTS = 2 ** 31;

/** A run without GitHub, which has no number of its own. The server tells whole seconds only, and two commands may come in one; they are
 *  two runs, also from two containers with one clock and one process id each. A clock that is set back between two commands of one second
 *  may make the later one the older run: then that one stops. Whole numbers are exact until the year 2041.
 *  @param createdAt the server's time, ISO 8601
 *  @param now milliseconds on our clock
 *  @param random from 0 to below 1 */
export function ownRun(createdAt: string, now: number, random: number): Run {
  const second = Math.floor(Date.parse(createdAt) / 1000);
  const drawn = random * IDS_A_MILLISECOND;
  const id = second * IDS_A_SECOND + (now % 1000) * IDS_A_MILLISECOND + Math.floor(drawn);
  return { id, attempt: 1 + Math.floor((drawn % 1) * ATTEMPTS), createdAt };
}

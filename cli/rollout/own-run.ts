import type { Run } from '../../domain/run-order.ts';

/** Ids of one second: the millisecond of our clock first, so that the later of two commands on one machine is the newer run. */
const IDS_A_MILLISECOND = 4000;
const IDS_A_SECOND = 1000 * IDS_A_MILLISECOND;

/** A run without GitHub, which has no number of its own. The server tells whole seconds only, and two commands may come in one; they are
 *  two runs. Whole numbers are exact until the year 2041.
 *  @param createdAt the server's time, ISO 8601
 *  @param now milliseconds on our clock
 *  @param random from 0 to below 1 */
export function ownRun(createdAt: string, now: number, random: number): Run {
  const second = Math.floor(Date.parse(createdAt) / 1000);
  const id = second * IDS_A_SECOND + (now % 1000) * IDS_A_MILLISECOND + Math.floor(random * IDS_A_MILLISECOND);
  return { id, attempt: 1, createdAt };
}

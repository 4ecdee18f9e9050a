const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** How far back a database with point-in-time recovery can be read. */
const READABLE = 7 * 24 * HOUR;
/** What is read last must not be out of reach by then. */
const MARGIN = 10 * MINUTE;

/** The moments at which a database is read to know what it had when its backup was made; none where it cannot be read as it was then.
 *  Within the last hour that is the moment itself; before, only whole minutes can be read, so it is the one before and the one after.
 *  @param snapshotAt milliseconds since 1970, as `now`
 *  @see https://cloud.google.com/firestore/docs/use-pitr#read-pitr */
export function readTimes(snapshotAt: number, now: number): readonly number[] {
  const age = now - snapshotAt;
  if (age < 0 || age > READABLE - MARGIN) return [];
  if (age < HOUR - MARGIN) return [snapshotAt];
  const before = Math.floor(snapshotAt / MINUTE) * MINUTE;
  return before === snapshotAt ? [before] : [before, before + MINUTE];
}

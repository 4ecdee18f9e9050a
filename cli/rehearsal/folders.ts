import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../cache-folder.ts';

/** Where a rehearsal writes. */
export interface RehearsalFolders {
  /** Logs and job summaries; kept. */
  readonly runs: string;
  /** Everything else, temporary files of jobs included; removed at the end. */
  readonly scratch: string;
  /** Kept between rehearsals: Python environments. */
  readonly cache: string;
}

/** So many rehearsals can be looked at afterwards, this one included. */
export const KEPT = 3;

/** The owner may live where its process id cannot be seen, in another container that shares the folder. */
const ABANDONED_MILLISECONDS = 3_600_000;

const RESULTS = /^\d{4}-\d\d-\d\dT\d{6}-(?<pid>\d+)$/;
const SCRATCH = /^sluice-rehearsal-(?<pid>\d+)-\w{6}$/;

/** Makes the folders of one rehearsal: its results below the user's cache, the rest below a folder for temporary files. Results older
 *  than the last few go, and so does what a rehearsal left that was killed; never anything of a rehearsal that still runs.
 *  @param place the folder for temporary files */
export function makeFolders(environment: NodeJS.ProcessEnv, place: string, now: Date): RehearsalFolders {
  const cache = cacheFolder(environment);
  mkdirSync(join(cache, 'rehearsals'), { recursive: true });
  const results = realpathSync(join(cache, 'rehearsals'));
  const temporary = realpathSync(place);
  const scratch = mkdtempSync(join(temporary, `sluice-rehearsal-${process.pid}-`));
  // Sorts by time, and says whose it is.
  const runs = join(results, `${now.toISOString().slice(0, 19).replaceAll(':', '')}-${process.pid}`);
  mkdirSync(runs, { recursive: true });
  for (const old of endedOf(results, RESULTS)
    .sort()
    .reverse()
    .slice(KEPT - 1))
    discard(old);
  for (const left of endedOf(temporary, SCRATCH)) if (isAbandoned(left, now)) discard(left);
  return { runs, scratch, cache };
}

/** Folders of rehearsals whose process is gone. */
const endedOf = (parent: string, pattern: RegExp): string[] =>
  readdirSync(parent).flatMap((name) => {
    const pid = pattern.exec(name)?.groups?.['pid'];
    return pid === undefined || isAlive(Number(pid)) ? [] : [join(parent, name)];
  });

const isAbandoned = (path: string, now: Date): boolean => {
  const modified = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  return modified !== undefined && now.getTime() - modified > ABANDONED_MILLISECONDS;
};

/** Another user's folder stays: a rehearsal must not fail because of it. */
function discard(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {}
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

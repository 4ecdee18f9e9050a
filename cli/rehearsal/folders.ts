import { mkdirSync, mkdtempSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { abandonedIn, discard, ownFolder } from '../../rehearsal/owner/owned-folders.ts';
import { beat } from '../../rehearsal/owner/owner-file.ts';
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

const RESULTS = /^\d{4}-\d\d-\d\dT\d{6}-\d+$/;
const SCRATCH = /^sluice-rehearsal-\d+-\w{6}$/;

/** Makes the folders of one rehearsal: its results below the user's cache, the rest below a folder for temporary files. Results older
 *  than the last few go, and so does at once what a rehearsal left that was killed; never anything of a rehearsal that still runs.
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
  for (const folder of [scratch, runs]) beat(ownFolder(folder));
  const ended = [...abandonedIn(results, RESULTS, now.getTime())].sort().reverse();
  for (const old of [...ended.slice(KEPT - 1), ...abandonedIn(temporary, SCRATCH, now.getTime())]) discard(old);
  return { runs, scratch, cache };
}

import { accessSync, constants, mkdirSync, mkdtempSync, realpathSync } from 'node:fs';
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
  const results = folderFor('results', cache, 'XDG_CACHE_HOME', () => {
    mkdirSync(join(cache, 'rehearsals'), { recursive: true });
    accessSync(join(cache, 'rehearsals'), constants.W_OK);
    return realpathSync(join(cache, 'rehearsals'));
  });
  const temporary = folderFor('temporary files', place, 'TMPDIR', () => realpathSync(place));
  const scratch = folderFor('temporary files', place, 'TMPDIR', () =>
    mkdtempSync(join(temporary, `sluice-rehearsal-${process.pid}-`)),
  );
  // Sorts by time, and says whose it is.
  const runs = join(results, `${now.toISOString().slice(0, 19).replaceAll(':', '')}-${process.pid}`);
  mkdirSync(runs, { recursive: true });
  for (const folder of [scratch, runs]) beat(ownFolder(folder));
  const ended = [...abandonedIn(results, RESULTS, now.getTime())].sort().reverse();
  for (const old of [...ended.slice(KEPT - 1), ...abandonedIn(temporary, SCRATCH, now.getTime())]) discard(old);
  return { runs, scratch, cache };
}

/** @throws a sentence with the variable that names another folder */
function folderFor(what: string, folder: string, variable: string, make: () => string): string {
  try {
    return make();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(
      `There is no place for ${what} in ${folder} (${why}): set ${variable} to a folder that you may write in.`,
    );
  }
}

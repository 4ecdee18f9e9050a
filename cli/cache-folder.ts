import { homedir } from 'node:os';
import { join } from 'node:path';

/** What Sluice keeps on a machine between its runs; everything in it can be made again.
 *  @see https://specifications.freedesktop.org/basedir-spec/latest/ */
export const cacheFolder = (environment: NodeJS.ProcessEnv): string =>
  join(environment['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'sluice');

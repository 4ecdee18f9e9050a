import { homedir, userInfo } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** What Sluice keeps on a machine between its runs; everything in it can be made again.
 *  What is no absolute path counts for nothing: it would be a folder of whatever is looked at just now.
 *  @see https://specifications.freedesktop.org/basedir-spec/latest/ */
export function cacheFolder(environment: NodeJS.ProcessEnv, home = homedir()): string {
  const named = environment['XDG_CACHE_HOME'] ?? '';
  // Without a HOME the system knows where it is.
  const below = isAbsolute(home) ? home : userInfo().homedir;
  return join(isAbsolute(named) ? named : join(below, '.cache'), 'sluice');
}

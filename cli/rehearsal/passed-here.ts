import { realpathSync } from 'node:fs';
import { PACKAGE_VERSION } from '../../domain/package-name.ts';
import { PassedTests } from '../../rehearsal/kept/passed-tests.ts';
import type { Story } from '../../rehearsal/story/story.ts';

/** What is said where a rehearsal begins with tests that have passed. */
export const NOT_AGAIN =
  'Tests that passed here on the same files in the last seven days are not run again, as on GitHub; --fresh runs them.';

/** Tests of this checkout that passed by the tools that are here now; `undefined` for a story that begins with nothing.
 *  @param enclosed what jobs can reach: in a sandbox a test may fail that passed without one
 *  @param fresh none of them counts, and those of this rehearsal take their place */
export function passedHere(
  { remembers }: Story,
  { cache, checkout, enclosed }: { readonly cache: string; readonly checkout: string; readonly enclosed: string },
  fresh: boolean,
): PassedTests | undefined {
  if (remembers !== true) return undefined;
  const tools = [PACKAGE_VERSION, process.version, process.platform, process.arch, process.env['PATH'] ?? '', enclosed];
  return new PassedTests(cache, [realpathSync(checkout), ...tools], fresh ? undefined : Date.now());
}

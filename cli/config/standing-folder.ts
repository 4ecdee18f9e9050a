import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';

/** Where whoever called the command stands: relative paths that they typed are meant from there. npm runs scripts in the folder of their
 *  package.json and says in `INIT_CWD` where it was called; a script that has gone elsewhere since, and one that npm runs for a workspace
 *  (`-w`), stands where it is.
 *  @see https://docs.npmjs.com/cli/v11/commands/npm-run */
export function standingFolder(environment: NodeJS.ProcessEnv, current: string): string {
  const { INIT_CWD: called, npm_package_json: manifest, npm_config_workspace: workspace } = environment;
  if (!called || !manifest || workspace) return current;
  return samePlace(dirname(manifest), current) ? called : current;
}

function samePlace(one: string, other: string): boolean {
  try {
    return realpathSync(one) === realpathSync(other);
  } catch {
    return false;
  }
}

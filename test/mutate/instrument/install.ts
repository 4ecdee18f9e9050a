import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder } from '../../../cli/cache-folder.ts';

const FILES = ['package.json', 'package-lock.json'];

/** Where Stryker's instrumenter lies: installed once from the lock file beside this one, and kept between runs. It is nothing that this
 *  repository needs for anything else, so it is none of its packages. */
export function instrumenterFolder(): string {
  const lock = createHash('sha256').update(readFileSync(join(import.meta.dirname, 'package-lock.json')));
  const folder = join(cacheFolder(process.env), `stryker-instrumenter-${lock.digest('hex').slice(0, 12)}`);
  const installed = join(folder, 'node_modules/@stryker-mutator/instrumenter');
  if (existsSync(installed)) return installed;
  mkdirSync(dirname(folder), { recursive: true });
  // Elsewhere first: what was begun and not ended is no installation.
  const scratch = mkdtempSync(`${folder}-`);
  try {
    for (const file of FILES) copyFileSync(join(import.meta.dirname, file), join(scratch, file));
    execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: scratch, stdio: 'pipe' });
    if (!existsSync(folder)) renameSync(scratch, folder);
  } catch (cause) {
    throw new Error('The instrumenter of Stryker could not be installed by npm ci. Is a registry configured?', {
      cause,
    });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  return installed;
}

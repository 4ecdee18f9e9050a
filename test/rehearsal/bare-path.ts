import { execFileSync } from 'node:child_process';
import { mkdirSync, realpathSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { which } from '../../rehearsal/runner/which.ts';

/** https://www.gnu.org/software/coreutils/manual/coreutils.html, without those that only some builds have. */
const COREUTILS =
  '[ arch b2sum base32 base64 basename cat chgrp chmod chown cksum comm cp csplit cut date dd df dirname du echo env expand expr factor false fmt fold groups head hostid id install join link ln logname ls md5sum mkdir mkfifo mknod mktemp mv nice nl nohup nproc numfmt od paste pathchk pr printenv printf ptx pwd readlink realpath rm rmdir seq sha1sum sha256sum sha512sum shred shuf sleep sort split stat stdbuf stty sum sync tac tail tee test timeout touch tr true truncate tsort tty uname unexpand uniq unlink users wc who whoami yes'.split(
    ' ',
  );

/** A PATH with Node, npm, git, bash and coreutils alone, as links in a folder. `sh` is bash: npm itself runs every script with `sh`.
 *  @param more programs to add, by name; a wrapper that looks for others on PATH would not work, so give what it leads to */
export function barePath(folder: string, more: Readonly<Record<string, string>> = {}): string {
  mkdirSync(folder);
  const programs = { bash: need('bash'), sh: need('bash'), git: need('git'), npm: need('npm'), node: process.execPath };
  for (const [name, target] of Object.entries({ ...programs, ...more }))
    symlinkSync(realpathSync(target), join(folder, name));
  for (const name of COREUTILS) {
    const target = find(name);
    if (target !== undefined) symlinkSync(realpathSync(target), join(folder, name));
  }
  return folder;
}

/** The Python behind any wrapper; `undefined` where the machine has none with venv and pip. */
export function realPython(): string | undefined {
  try {
    const script = 'import sys, venv, pip; print(getattr(sys, "_base_executable", sys.executable))';
    return execFileSync('python3', ['-c', script], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return undefined;
  }
}

function need(name: string): string {
  const found = find(name);
  if (found === undefined) throw new Error(`There is no ${name} on PATH.`);
  return found;
}

/** The links that packages put there are not the programs of the machine. */
const SEARCH_PATH = (process.env['PATH'] ?? '')
  .split(delimiter)
  .filter((folder) => !folder.includes('node_modules'))
  .join(delimiter);

const find = (name: string): string | undefined => which(name, SEARCH_PATH);

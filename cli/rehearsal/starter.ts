import { readFileSync, readlinkSync, realpathSync } from 'node:fs';

/** A process above this one. */
export interface Ancestor {
  readonly pid: number;
  /** The program that it runs; '' where that may not be read. */
  readonly program: string;
}

/** The processes that have started this one and wait for it: npm, and the shell by which npm runs a script. None without npm: who starts
 *  a rehearsal in the background of a script and leaves wants it to go on.
 *  @param npm the program that npm runs on, as npm tells its scripts; `undefined` without npm
 *  @param ancestors the parent first */
export function startersAmong(npm: string | undefined, ancestors: readonly Ancestor[]): readonly number[] {
  if (npm === undefined) return [];
  const found = ancestors.findIndex(({ program }) => program === npm);
  // Where a system does not show programs, the parent is one of them at least.
  return ancestors.slice(0, found < 0 ? 1 : found + 1).map(({ pid }) => pid);
}

const LOOK_MILLISECONDS = 250;

/** Calls back once when npm, or the shell between, has died and left this process alone: npm passes signals on to that shell, and many
 *  shells end by them without a word to their child. */
export function onOrphaned(callback: () => void): void {
  const starters = startersAmong(realPath(process.env['npm_node_execpath']), ancestors());
  if (starters.length === 0) return;
  const timer = setInterval(() => {
    const now = ancestors().slice(0, starters.length);
    if (starters.every((pid, index) => now[index]?.pid === pid)) return;
    clearInterval(timer);
    callback();
  }, LOOK_MILLISECONDS);
  timer.unref();
}

/** Only Linux shows those above the parent. */
function ancestors(): readonly Ancestor[] {
  const found: Ancestor[] = [];
  for (let pid = process.ppid; pid > 0 && found.length < 8; ) {
    const of = `/proc/${pid}`;
    found.push({ pid, program: reading(() => readlinkSync(`${of}/exe`)) });
    const stat = reading(() => readFileSync(`${of}/stat`, 'utf8'));
    pid = Number(stat.slice(stat.lastIndexOf(') ') + 2).split(' ')[1]) || 0;
  }
  return found;
}

const realPath = (path: string | undefined): string | undefined =>
  path === undefined ? undefined : reading(() => realpathSync(path)) || path;

function reading(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}

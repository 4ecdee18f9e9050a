import { readFileSync, readlinkSync, realpathSync } from 'node:fs';

/** A process above this one. */
export interface Ancestor {
  readonly pid: number;
  /** The program that it runs; '' where that may not be read. */
  readonly program: string;
  /** Its session, 0 for one outside its container; `undefined` where that may not be read. */
  readonly session: number | undefined;
}

/** The processes that have started this one and wait for it: npm, and the shell by which npm runs a script. None without npm: who starts
 *  a rehearsal in the background of a script and leaves wants it to go on. `'gone'` when npm has died before this process could look:
 *  it was ended in the moment in which it started this one, and another session has adopted what npm has left.
 *  @param npm the program that npm runs on, as npm tells its scripts; `undefined` without npm
 *  @param session that of this process
 *  @param ancestors the parent first */
export function startersAmong(
  npm: string | undefined,
  session: number | undefined,
  ancestors: readonly Ancestor[],
): readonly number[] | 'gone' {
  if (npm === undefined) return [];
  const found = ancestors.findIndex(({ program }) => program === npm);
  if (found >= 0) return ancestors.slice(0, found + 1).map(({ pid }) => pid);
  const adopter = ancestors[0]?.session;
  if (session !== undefined && adopter !== undefined && adopter !== session) return 'gone';
  // Where a system does not show programs, the parent is one of them at least.
  return ancestors.slice(0, 1).map(({ pid }) => pid);
}

const LOOK_MILLISECONDS = 250;

/** Calls back once when npm, or the shell between, has died and left this process alone: npm passes signals on to that shell, and many
 *  shells end by them without a word to their child. */
export function onOrphaned(callback: () => void): void {
  const npm = realPath(process.env['npm_node_execpath']);
  const starters = startersAmong(npm, statusOf('self').session, ancestors());
  if (starters === 'gone') {
    setImmediate(callback);
    return;
  }
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
    const { parent, session } = statusOf(pid);
    found.push({ pid, program: reading(() => readlinkSync(`/proc/${pid}/exe`)), session });
    pid = parent;
  }
  return found;
}

/** What Linux tells of a process.
 *  @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function statusOf(pid: number | 'self'): { readonly parent: number; readonly session: number | undefined } {
  const stat = reading(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  const [, parent, , session] = stat.slice(stat.lastIndexOf(') ') + 2).split(' ');
  return { parent: Number(parent ?? 0), session: session === undefined ? undefined : Number(session) };
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

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Kills what this process has started when it dies without doing so itself. */
export interface Watcher {
  /** Takes a process group over. */
  guard(group: number): void;
  /** Gives it back: it has ended, and its id may be somebody else's next. */
  release(group: number): void;
  /** There is nothing to do any more. */
  dismiss(): void;
}

export const NO_WATCHER: Watcher = { guard: () => {}, release: () => {}, dismiss: () => {} };

const PROGRAM = fileURLToPath(new URL('end-remains.ts', import.meta.url));

/** Reads from a pipe whose other end only the watched process holds, so that its end is the end of that process, whatever ended it.
 *  A shell waits, because Node would take 40 MB for it; only when it has something to do it becomes Node. */
const SCRIPT = `trap '' HUP INT TERM
groups=
while read -r verb group; do
  case $verb in
    guard) groups="$groups $group" ;;
    release)
      kept=
      for one in $groups; do [ "$one" = "$group" ] || kept="$kept $one"; done
      groups=$kept ;;
    dismiss) exit 0 ;;
  esac
done
for one in $groups; do kill -s KILL -- "-$one"; done
exec "$@" $groups`;

/** Starts a watcher in a session of its own, which no signal to the watched process or its group reaches. When this process has died it
 *  ends what is left of it and removes its scratch folder and its locks. Windows has none.
 *  @param locks folder in which its locks are */
export function startWatcher(folder: string, locks: string): Watcher {
  if (process.platform === 'win32') return NO_WATCHER;
  const program = [process.execPath, '--disable-warning=ExperimentalWarning', PROGRAM, folder, locks];
  const shell = spawn('/bin/sh', ['-c', SCRIPT, 'sh', ...program], {
    cwd: '/',
    env: {},
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  shell.on('error', () => {}); // Without /bin/sh there is nobody who watches; a rehearsal goes on all the same.
  shell.stdin.on('error', () => {});
  shell.unref();
  (shell.stdin as unknown as { unref(): void }).unref();
  const tell = (line: string): void => void shell.stdin.write(`${line}\n`);
  return {
    guard: (group) => tell(`guard ${group}`),
    release: (group) => tell(`release ${group}`),
    dismiss: () => tell('dismiss'),
  };
}

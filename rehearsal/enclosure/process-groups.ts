import { spawnSync } from 'node:child_process';
import type { Watcher } from './watcher.ts';

const WINDOWS = process.platform === 'win32';

const alive = new Set<number>();
process.on('exit', () => {
  for (const group of alive) killGroup(group);
});

/** Process groups that somebody has started. While a group is held, it ends with this process at the latest. */
export class ProcessGroups {
  readonly #held = new Set<number>();
  readonly #watcher: Watcher;

  constructor(watcher: Watcher) {
    this.#watcher = watcher;
  }

  get held(): readonly number[] {
    return [...this.#held];
  }

  hold(group: number): void {
    this.#held.add(group);
    alive.add(group);
    this.#watcher.guard(group);
  }

  /** Lets a group go whose first process has ended and that nobody else is in: its id may be somebody else's next. */
  firstEnded(group: number): void {
    if (WINDOWS || isEmpty(group)) this.#letGo(group);
  }

  /** Kills whatever is left in any of them. */
  end(): void {
    for (const group of this.held) {
      killGroup(group);
      this.#letGo(group);
    }
  }

  #letGo(group: number): void {
    this.#held.delete(group);
    alive.delete(group);
    this.#watcher.release(group);
  }
}

/** Kills every process of a group; on Windows, which has none, a process and what descends from it. */
export function killGroup(group: number): void {
  try {
    if (WINDOWS) spawnSync('taskkill', ['/pid', String(group), '/T', '/F'], { windowsHide: true });
    else process.kill(-group, 'SIGKILL');
  } catch {} // It has ended already.
}

function isEmpty(group: number): boolean {
  try {
    process.kill(-group, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { scratchPlace, thisMachine } from '../../../cli/rehearsal/scratch-place.ts';
import type { Task } from './task.ts';
import type { Verdict } from './verdict.ts';

/** A player that holds more than this is sent home after its task: worlds leave some of themselves in a process. */
const MEMORY_BYTES = 700 * 1024 ** 2;

/** No story takes so long on any machine; what hangs for ever is ended. */
const PATIENCE_MILLISECONDS = 20 * 60_000;

interface Answer {
  readonly verdict: Verdict;
  readonly memory: number;
}

/** Some processes that play tasks side by side, each in a folder for temporary files of its own. */
export class Crew {
  readonly #size: number;
  readonly #present = new Set<ChildProcess>();
  #closed = false;

  constructor(size: number) {
    this.#size = size;
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  /** Plays all tasks that `next` gives, until it gives none. @param told hears every verdict as it comes */
  async play(next: () => Task | undefined, told: (task: Task, verdict: Verdict) => void): Promise<void> {
    await Promise.all(Array.from({ length: this.#size }, () => this.#one(next, told)));
  }

  /** Sends everybody home; what is played ends without a verdict. */
  async close(): Promise<void> {
    this.#closed = true;
    const gone = [...this.#present].map((player) => once(player, 'exit'));
    for (const player of this.#present) player.disconnect();
    await Promise.all(gone);
  }

  async #one(next: () => Task | undefined, told: (task: Task, verdict: Verdict) => void): Promise<void> {
    let player: Player | undefined;
    for (let task = next(); task !== undefined && !this.#closed; task = next()) {
      player ??= this.#hire();
      const { verdict, isSpent } = await player.play(task);
      if (this.#closed) return;
      told(task, verdict);
      if (!isSpent) continue;
      await player.leave();
      player = undefined;
    }
    await player?.leave();
  }

  #hire(): Player {
    const folder = mkdtempSync(join(scratchPlace(process.env, thisMachine), 'sluice-drill-'));
    const child = fork(new URL('player.ts', import.meta.url), {
      env: { ...process.env, TMPDIR: folder },
      execArgv: ['--disable-warning=ExperimentalWarning'],
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#present.add(child);
    child.once('exit', () => this.#present.delete(child));
    return new Player(child, folder);
  }
}

class Player {
  readonly #child: ChildProcess;
  readonly #folder: string;

  constructor(child: ChildProcess, folder: string) {
    this.#child = child;
    this.#folder = folder;
  }

  async play(task: Task): Promise<{ readonly verdict: Verdict; readonly isSpent: boolean }> {
    const since = Date.now();
    const waiting = new AbortController();
    const { signal } = waiting;
    const impatient = setTimeout(() => this.#child.kill('SIGKILL'), PATIENCE_MILLISECONDS);
    const answered = once(this.#child, 'message', { signal }).then(([answer]): Answer => answer);
    const gone = once(this.#child, 'exit', { signal }).then(() => undefined);
    try {
      this.#child.send(task);
      const answer = await Promise.race([answered, gone]);
      if (answer !== undefined) return { verdict: answer.verdict, isSpent: answer.memory > MEMORY_BYTES };
      const seconds = (Date.now() - since) / 1000;
      return { verdict: { kind: 'broken', sentence: 'The process that played it is gone.', seconds }, isSpent: true };
    } finally {
      clearTimeout(impatient);
      waiting.abort();
      await Promise.allSettled([answered, gone]);
    }
  }

  async leave(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const gone = once(this.#child, 'exit');
      this.#child.disconnect();
      await gone;
    }
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

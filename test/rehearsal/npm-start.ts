import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ProcessTree } from './process-tree.ts';

/** `npm start` in folders of its own and a process group of its own, as a terminal would have it. */
export class NpmStart {
  readonly tree: ProcessTree;
  readonly #child: ChildProcess;
  readonly #folder: string;
  readonly #exit: Promise<number | NodeJS.Signals | undefined>;
  output = '';
  ended = false;

  /** @param cache kept between runs; without one it is empty, as on a new machine */
  constructor(args: readonly string[], options: { readonly path?: string; readonly cache?: string } = {}) {
    this.#folder = mkdtempSync(join(tmpdir(), 'npm-start-'));
    mkdirSync(this.temporary);
    this.#child = spawn('npm', ['start', '--silent', '--', ...args], {
      cwd: new URL('../..', import.meta.url),
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: {
        ...process.env,
        TMPDIR: this.temporary,
        XDG_CACHE_HOME: options.cache ?? this.cache,
        ...(options.path === undefined ? {} : { PATH: options.path }),
      },
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk: string) => {
        this.output += chunk;
      });
    }
    this.tree = new ProcessTree(this.#child.pid ?? 0);
    this.#exit = new Promise((resolve) => {
      this.#child.once('close', (code, signal) => {
        this.ended = true;
        resolve(code ?? signal ?? undefined);
      });
    });
  }

  /** Its TMPDIR. */
  get temporary(): string {
    return join(this.#folder, 'tmp');
  }

  get input(): ChildProcess['stdin'] {
    return this.#child.stdin;
  }

  /** Watches the tree until the test passes. @throws with the output when the process ends before. */
  async until(what: string, test: () => boolean): Promise<void> {
    while (!test()) {
      if (this.ended) throw new Error(`npm start ended before ${what}:\n${this.output}`);
      await delay(10);
    }
  }

  /** npm's own process, and the group of all that a terminal would signal. */
  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Its XDG_CACHE_HOME, unless another was given. */
  get cache(): string {
    return join(this.#folder, 'cache');
  }

  /** The rehearsal itself; `undefined` before it has started and after it has ended. */
  node(): number | undefined {
    const rehearsals = this.tree
      .look()
      .filter(({ command }) => /^\S*node\S* (--\S+ )*\S*cli\/sluice\.ts rehearse/.test(command));
    return rehearsals[0]?.pid;
  }

  /** Sends a signal; a process that has ended needs none. A negative id is that of a group. */
  send(pid: number, signal: NodeJS.Signals): void {
    try {
      process.kill(pid, signal);
    } catch {}
  }

  /** Resolves with the exit code of npm. */
  exited(): Promise<number | NodeJS.Signals | undefined> {
    return this.#exit;
  }

  /** What is left in its temporary folder. npm itself leaves a cache of its compiled sources there. */
  rubbish(): readonly string[] {
    return readdirSync(this.temporary).filter((name) => name !== 'node-compile-cache');
  }

  /** Ends whatever a failed check has left, and removes its folders. */
  async clean(): Promise<void> {
    if (!this.ended) this.send(-this.pid, 'SIGKILL');
    await Promise.race([this.#exit, delay(5000)]);
    for (const { pid } of this.tree.left().processes) this.send(pid, 'SIGKILL');
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { which } from '../../../rehearsal/runner/which.ts';
import { must, NotHere } from '../../demo/check.ts';

/** Where one of these is. @throws {NotHere} where it is not on this machine */
export function onPath(...names: readonly string[]): string {
  const path = process.env['PATH'] ?? '';
  const found = names.map((name) => which(name, path)).find((program) => program !== undefined);
  if (found === undefined)
    throw new NotHere(`${names.join(' or ')}: apt-get install prometheus prometheus-alertmanager`);
  return found;
}

/** A program that runs beside the trial, and ends with it. */
export class Beside {
  readonly #child: ChildProcess;
  output = '';

  constructor(program: string, args: readonly string[], folder: string) {
    this.#child = spawn(program, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output = (this.output + text).slice(-20_000);
      });
  }

  /** Waits until it answers. */
  async answers(url: string, until = AbortSignal.timeout(60_000)): Promise<void> {
    while (!(await isWell(url))) {
      must(this.#child.exitCode === null && !until.aborted, `It does not answer at ${url}:\n${this.output}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async end(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    await ended;
  }
}

const isWell = (url: string): Promise<boolean> =>
  fetch(url, { signal: AbortSignal.timeout(2000) }).then(
    ({ ok }) => ok,
    () => false,
  );

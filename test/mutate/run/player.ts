import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Answer, Question } from './words.ts';

/** A process that has said nothing for so long has a mutant in it that never ends. Far more than the slowest takes on a loaded machine. */
const SILENCE = 60_000;
/** Modules that are evaluated over and over are given back late. */
const MEMORY = 700 * 1024 * 1024;

/** Keeps one process for trying, and starts another when the one before has to go. */
export class Player {
  #child: ChildProcess | undefined;

  /** @returns `undefined` where the process had to be ended, because it said nothing any more */
  async ask(question: Question): Promise<Answer | undefined> {
    this.#child ??= start();
    const child = this.#child;
    const said = await new Promise<Answer | undefined>((resolve) => {
      const patience = setTimeout(() => end(undefined), question.kind === 'try' ? SILENCE : 10 * SILENCE);
      const gone = (code: number | null, signal: string | null): void =>
        end({ kind: 'broken', why: `Its process ended with ${signal ?? code}.` });
      const end = (answer: Answer | undefined): void => {
        clearTimeout(patience);
        child.off('message', end).off('exit', gone);
        resolve(answer);
      };
      child.on('message', end).on('exit', gone);
      child.send(question);
    });
    if (said === undefined || said.kind === 'broken' || (said.kind === 'tried' && said.memory > MEMORY)) this.close();
    return said;
  }

  close(): void {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }
}

const start = (): ChildProcess =>
  fork(join(import.meta.dirname, 'process.ts'), {
    execArgv: ['--experimental-vm-modules', '--no-warnings'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { gitEnvironment } from './git-command.ts';

export interface GitObject {
  readonly sha: string;
  readonly type: string;
  readonly content: Buffer;
}

interface Question {
  readonly name: string;
  readonly resolve: (found: GitObject | undefined) => void;
  readonly reject: (error: Error) => void;
}

/** Whether nothing in a bare repository has such a name. Git must not be asked for these: of a line it makes two questions, and at the
 *  others it ends with all that it still has to answer.
 *  @see https://git-scm.com/docs/gitrevisions */
function isNobodys(name: string): boolean {
  const [, revision = '', path = ''] = /^([^:]*)(?::(.*))?$/s.exec(name) ?? [];
  return name.includes('\n') || revision.includes('@{') || /^\.\.?\//.test(path);
}

const IDLE_MILLISECONDS = 5000;

/** Reads objects of a repository through one git that stays, because starting one for every question costs more than all answers.
 *  It sees what others write meanwhile, keeps no program from ending, and leaves when nobody asks for a while.
 *  @see https://git-scm.com/docs/git-cat-file#_batch_output */
export class ObjectReader {
  readonly #directory: string;
  readonly #waiting: Question[] = [];
  #git: ChildProcessWithoutNullStreams | undefined;
  #received: Buffer = Buffer.alloc(0);
  #idle: NodeJS.Timeout | undefined;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** @param name any form of git's revisions; `commit:path` is a file. @returns `undefined` when there is no such object. */
  read(name: string): Promise<GitObject | undefined> {
    if (isNobodys(name)) return Promise.resolve(undefined);
    return new Promise((resolve, reject) => {
      const git = this.#git ?? this.#start();
      clearTimeout(this.#idle);
      this.#waiting.push({ name, resolve, reject });
      hold(git, true);
      git.stdin.write(`${name}\n`);
    });
  }

  #start(): ChildProcessWithoutNullStreams {
    const git = spawn('git', [`--git-dir=${this.#directory}`, 'cat-file', '--batch'], { env: gitEnvironment() });
    let words = '';
    const end = (message: string): void => {
      if (this.#git !== git) return;
      this.#git = undefined;
      this.#received = Buffer.alloc(0);
      for (const { name, reject } of this.#waiting.splice(0)) {
        reject(new Error(`git cat-file failed for ${name}: ${words.trim() || message}`));
      }
    };
    git.stdin.on('error', () => {}); // Git that has ended says why through its exit.
    git.stderr.on('data', (chunk: Buffer) => {
      words += chunk.toString('utf8');
    });
    git.stdout.on('data', (chunk: Buffer) => this.#receive(git, chunk));
    git.once('error', (error) => end(error.message));
    git.once('close', (code) => end(`it ended with ${code}`));
    this.#git = git;
    return git;
  }

  #receive(git: ChildProcessWithoutNullStreams, chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    for (let [first] = this.#waiting; first !== undefined; [first] = this.#waiting) {
      const answer = parse(this.#received);
      if (answer === undefined) return;
      this.#received = this.#received.subarray(answer.length);
      this.#waiting.shift();
      first.resolve(answer.found);
    }
    hold(git, false);
    this.#idle = setTimeout(() => {
      this.#git = undefined;
      git.stdin.end();
    }, IDLE_MILLISECONDS).unref();
  }
}

/** The first answer, if all of it has come: `<sha> <type> <size>\n<content>\n`, or a line that ends with why there is none. */
function parse(text: Buffer): { readonly found: GitObject | undefined; readonly length: number } | undefined {
  const end = text.indexOf('\n');
  if (end < 0) return undefined;
  const line = text.toString('utf8', 0, end);
  const [, sha = '', type = '', size = ''] = /^([0-9a-f]+) (\w+) (\d+)$/.exec(line) ?? [];
  if (sha === '') return { found: undefined, length: end + 1 };
  const length = end + 1 + Number(size) + 1;
  if (text.length < length) return undefined;
  return { found: { sha, type, content: Buffer.from(text.subarray(end + 1, length - 1)) }, length };
}

/** Whether this process waits for the other's answers before it may end. */
function hold(git: ChildProcessWithoutNullStreams, wanted: boolean): void {
  for (const one of [git, git.stdin, git.stdout, git.stderr] as unknown as readonly Pick<Socket, 'ref' | 'unref'>[]) {
    if (wanted) one.ref();
    else one.unref();
  }
}

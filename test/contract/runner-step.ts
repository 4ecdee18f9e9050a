import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import type { ActionContract } from '../../domain/action-contract.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** What a step left behind. */
export interface StepResult {
  readonly code: number | null;
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  readonly summary: string;
}

export interface Step {
  readonly inputs?: Readonly<Record<string, string>>;
  /** Changes to the environment; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly event?: unknown;
  /** Called with the process as soon as it runs. */
  readonly started?: (child: ChildProcess) => void;
}

/** Runs bundles as GitHub's runner does: Node on the file that action.yml names, no package in reach, nothing in the environment but
 *  what a runner sets, no stdin, everything inside a folder of its own. */
export class RunnerMachine {
  readonly folder = mkdtempSync(join(tmpdir(), 'runner-'));
  readonly workspace = this.#make('workspace');
  readonly home = this.#make('home');
  readonly #bin = this.#make('bin');
  readonly #temporary = this.#make('temp');
  readonly #env: Readonly<Record<string, string>>;
  #steps = 0;

  constructor(env: Readonly<Record<string, string>>) {
    this.#env = env;
    cpSync(join(ROOT, 'actions', 'dist'), join(this.folder, 'actions', 'dist'), { recursive: true });
  }

  /** Puts a program first on the PATH of steps. */
  install(name: string, script: string): void {
    writeFileSync(join(this.#bin, name), script, { mode: 0o755 });
  }

  /** Docker's configuration, as a login step leaves it. */
  logIn(host: string, username: string, password: string): void {
    const auth = Buffer.from(`${username}:${password}`).toString('base64');
    const path = join(this.home, '.docker', 'config.json');
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify({ auths: { [host]: { auth } } }));
  }

  async run(
    contract: ActionContract,
    token: string,
    { inputs = {}, env = {}, event = {}, started }: Step = {},
  ): Promise<StepResult> {
    const folder = this.#make(`step-${++this.#steps}`);
    const file = (name: string): string => join(folder, name);
    for (const name of ['output', 'state', 'summary', 'env', 'path']) writeFileSync(file(name), '');
    writeFileSync(file('event.json'), JSON.stringify(event));
    const child = spawn(process.execPath, [join(this.folder, 'actions', 'dist', `${contract.name}.mjs`)], {
      cwd: this.workspace,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: withoutUndefined({
        PATH: `${this.#bin}${delimiter}${process.env['PATH']}`,
        HOME: this.home,
        GITHUB_OUTPUT: file('output'),
        GITHUB_STATE: file('state'),
        GITHUB_STEP_SUMMARY: file('summary'),
        GITHUB_ENV: file('env'),
        GITHUB_PATH: file('path'),
        GITHUB_EVENT_PATH: file('event.json'),
        GITHUB_WORKSPACE: this.workspace,
        RUNNER_TEMP: this.#temporary,
        ...this.#env,
        ...inputVariables(contract, token, inputs),
        ...env,
      }),
    });
    let log = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (log += text));
    started?.(child);
    const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
    const read = (name: string): string => (existsSync(file(name)) ? readFileSync(file(name), 'utf8') : '');
    return {
      code,
      log,
      outputs: fileCommands(read('output')),
      state: fileCommands(read('state')),
      summary: read('summary'),
    };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #make(name: string): string {
    const path = join(this.folder, name);
    mkdirSync(path, { recursive: true });
    return path;
  }
}

/** Inputs as the runner hands them over: defaults of action.yml with their expression evaluated. */
function inputVariables(
  contract: ActionContract,
  token: string,
  inputs: Readonly<Record<string, string>>,
): Record<string, string> {
  const unknown = Object.keys(inputs).filter((name) => !Object.hasOwn(contract.inputs, name));
  if (unknown.length > 0) throw new Error(`${contract.name} has no input ${unknown.join(', ')}`);
  return Object.fromEntries(
    Object.entries(contract.inputs).map(([name, spec]) => [
      `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
      inputs[name] ?? (spec.default ?? '').replace('${{ github.token }}', token),
    ]),
  );
}

/** Reads `name<<delimiter` blocks, which @actions/core writes. */
function fileCommands(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/^(.+?)<<(ghadelimiter_\S+)\n([\s\S]*?)\n?\2$/gm)].map(([, name = '', , value = '']) => [
      name,
      value,
    ]),
  );
}

const withoutUndefined = (env: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(env).filter((pair): pair is [string, string] => pair[1] !== undefined));

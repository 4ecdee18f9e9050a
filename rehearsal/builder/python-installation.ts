import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Enclosure, Enclosures } from '../enclosure/enclosure.ts';
import { findPython, machineEnvironment, type Python } from './python.ts';

/** Where pip looks for what this machine says about package sources.
 *  @see https://pip.pypa.io/en/stable/topics/configuration/#location */
const PIP_SETTINGS = ['/etc/pip.conf', '/etc/xdg/pip', ...['.config/pip', '.pip'].map((one) => join(homedir(), one))];

/** Makes one virtual environment. Building a package runs code of whoever wrote it, so it is enclosed as jobs are; it reaches the
 *  network, and what this machine says about package sources and whom to trust. */
export class PythonInstallation {
  readonly #enclosure: Enclosure;
  readonly #directory: string;
  readonly #temporary: string;
  readonly #python: Python;

  private constructor(enclosure: Enclosure, directory: string, temporary: string, python: Python) {
    this.#enclosure = enclosure;
    this.#directory = directory;
    this.#temporary = temporary;
    this.#python = python;
  }

  /** @param directory an empty folder */
  static async open(enclosures: Enclosures, directory: string, python: Python): Promise<PythonInstallation> {
    const temporary = join(directory, 'installing');
    await mkdir(temporary);
    const named = Object.entries(machineEnvironment()).flatMap(([name, value]) =>
      isPlace(name, value) ? [value] : [],
    );
    const readable = [interpreterFolder(python), ...PIP_SETTINGS, ...named];
    const enclosure = await enclosures.open({ folder: directory, temporary, readable });
    return new PythonInstallation(enclosure, directory, temporary, python);
  }

  /** @throws with pip's words */
  async install(lock: Uint8Array): Promise<void> {
    // Without a pip of its own: the interpreter's installs into it, which takes a second instead of five.
    await this.#call('Making a virtual environment', ['-m', 'venv', '--without-pip', this.#directory]);
    const requirements = join(this.#directory, 'requirements.txt');
    await writeFile(requirements, lock);
    if (Buffer.from(lock).toString('utf8').replace(/#.*$/gm, '').trim() !== '') {
      const target = ['--python', join(this.#directory, 'bin', 'python')];
      const options = ['--quiet', '--disable-pip-version-check', '--require-hashes', '-r', requirements];
      await this.#call('Installing the locked packages', ['-m', 'pip', ...target, 'install', ...options]);
      await this.#warmPytest();
    }
    await rm(this.#temporary, { recursive: true, force: true });
  }

  close(): Promise<void> {
    return this.#enclosure.close();
  }

  /** pytest rewrites its plugins when it loads them first, and keeps what it made beside them, where jobs cannot write. A pytest that
   *  cannot start tells so to the job that runs it. */
  async #warmPytest(): Promise<void> {
    const file = join(this.#directory, 'bin', 'python');
    if (existsSync(join(this.#directory, 'bin', 'pytest'))) await this.#run(file, ['-m', 'pytest', '--help']);
  }

  async #call(what: string, args: readonly string[]): Promise<void> {
    const { program, version } = this.#python;
    const { words, code } = await this.#run(program, args);
    if (code === 0) return;
    throw new Error(`${what} with Python ${version} failed:\n${words.trim().split('\n').slice(-6).join('\n')}`);
  }

  async #run(file: string, args: readonly string[]): Promise<{ readonly words: string; readonly code: number }> {
    const env = { ...machineEnvironment(), TMPDIR: this.#temporary };
    const { stdout, stderr, exited } = this.#enclosure.launch({ file, args, cwd: this.#directory, env });
    stdout.resume();
    const [words, code] = await Promise.all([text(stderr), exited]);
    return { words, code };
  }
}

/** The installation that an interpreter belongs to. */
export const interpreterFolder = ({ program }: Python): string => dirname(dirname(program));

/** The installations of the interpreters that jobs and containers run with, of those versions that this machine has. */
export async function interpreterFolders(versions: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.allSettled(versions.map(findPython));
  return [...new Set(found.flatMap((one) => (one.status === 'fulfilled' ? [interpreterFolder(one.value)] : [])))];
}

/** A certificate, a configuration file, a folder of packages. */
const isPlace = (name: string, value: string): boolean =>
  !['HOME', 'PATH', 'TMPDIR'].includes(name) && value.startsWith('/') && existsSync(value);

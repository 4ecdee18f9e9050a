import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { exclusively } from './exclusive.ts';
import { machineEnvironment, type Python } from './python.ts';

const run = promisify(execFile);
const OUTPUT_LIMIT = 64 * 1024 * 1024;

/** Image label that names the environment of an image's locked packages: its layers hold only what was copied. */
export const PYTHON_LABEL = 'dev.sluice.rehearsal.python';

/** Written last: a directory without it is half made. */
const COMPLETE = 'sluice-complete';

export interface PythonEnvironment {
  /** Follows from the lock file, the interpreter and the platform. */
  readonly key: string;
  /** A virtual environment: `bin/python` has the packages. */
  readonly directory: string;
}

/** Where the environment of a key is, whether or not it was made yet. */
export const environmentDirectory = (cache: string, key: string): string => join(cache, 'python', key);

export function environmentKey(lock: Uint8Array, { program, version }: Python): string {
  const hash = createHash('sha256').update(`${program}\0${version}\0${process.platform}\0${process.arch}\0`);
  return hash.update(lock).digest('hex').slice(0, 24);
}

/** The environment with exactly the packages of a lock file, made on first use and kept in `cache`. pip verifies every hash.
 *  Several processes may ask at once; one installs and the others wait.
 *  @throws with pip's words when a package cannot be had. */
export async function pythonEnvironment(cache: string, python: Python, lock: Uint8Array): Promise<PythonEnvironment> {
  const key = environmentKey(lock, python);
  const directory = environmentDirectory(cache, key);
  const complete = join(directory, COMPLETE);
  if (!existsSync(complete)) {
    await exclusively(`${directory}.lock`, async () => {
      if (existsSync(complete)) return;
      await rm(directory, { recursive: true, force: true });
      await mkdir(directory, { recursive: true });
      await install(directory, python, lock);
      await writeFile(complete, '');
    });
  }
  return { key, directory };
}

/** Those that were made for this interpreter; a lock file that equals an environment's `requirements.txt` needs no other. */
export async function madeEnvironments(cache: string, python: Python): Promise<readonly PythonEnvironment[]> {
  const keys = await readdir(join(cache, 'python')).catch(() => []);
  const made = keys.map(async (key): Promise<readonly PythonEnvironment[]> => {
    const directory = environmentDirectory(cache, key);
    if (!existsSync(join(directory, COMPLETE))) return [];
    const lock = await readFile(join(directory, 'requirements.txt'));
    return environmentKey(lock, python) === key ? [{ key, directory }] : [];
  });
  return (await Promise.all(made)).flat();
}

async function install(directory: string, python: Python, lock: Uint8Array): Promise<void> {
  const options = { env: machineEnvironment(), maxBuffer: OUTPUT_LIMIT };
  const call = async (what: string, args: readonly string[]): Promise<void> => {
    await run(python.program, [...args], options).catch(
      (error: { readonly stderr?: string; readonly message: string }) => {
        const words = (error.stderr ?? error.message).trim().split('\n').slice(-6).join('\n');
        throw new Error(`${what} with Python ${python.version} failed:\n${words}`, { cause: error });
      },
    );
  };
  // Without a pip of its own: the interpreter's installs into it, which takes a second instead of five.
  await call('Making a virtual environment', ['-m', 'venv', '--without-pip', directory]);
  const requirements = join(directory, 'requirements.txt');
  await writeFile(requirements, lock);
  if (Buffer.from(lock).toString('utf8').replace(/#.*$/gm, '').trim() === '') return;
  await call('Installing the locked packages', [
    '-m',
    'pip',
    '--python',
    join(directory, 'bin', 'python'),
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '--require-hashes',
    '-r',
    requirements,
  ]);
}

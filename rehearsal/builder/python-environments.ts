import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Enclosures } from '../enclosure/enclosure.ts';
import { plainEnclosures } from '../enclosure/plain-enclosures.ts';
import { exclusively } from '../owner/exclusive.ts';
import type { Python } from './python.ts';
import { PythonInstallation } from './python-installation.ts';

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

export function environmentKey(lock: Uint8Array, { program, version }: Python): string {
  const hash = createHash('sha256').update(`${program}\0${version}\0${process.platform}\0${process.arch}\0`);
  return hash.update(lock).digest('hex').slice(0, 24);
}

/** Where environments and the locks on them are, below a cache. */
export const environmentsFolder = (cache: string): string => join(cache, 'python');

/** Virtual environments of locked Python packages, made on first use and kept between rehearsals. */
export class PythonEnvironments {
  /** Where they are. */
  readonly folder: string;
  readonly #enclosures: Enclosures;
  readonly #installations = new Set<PythonInstallation>();
  #closed = false;

  constructor(cache: string, enclosures: Enclosures = plainEnclosures()) {
    this.folder = environmentsFolder(cache);
    this.#enclosures = enclosures;
  }

  /** Where the environment of a key is, whether or not it was made yet. */
  directory(key: string): string {
    return join(this.folder, key);
  }

  /** The environment with exactly the packages of a lock file. pip verifies every hash. Several processes may ask at once; one installs
   *  and the others wait.
   *  @throws with pip's words when a package cannot be had. */
  async of(python: Python, lock: Uint8Array): Promise<PythonEnvironment> {
    const key = environmentKey(lock, python);
    const directory = this.directory(key);
    const complete = join(directory, COMPLETE);
    if (!existsSync(complete)) {
      await exclusively(`${directory}.lock`, async () => {
        if (existsSync(complete)) return;
        await rm(directory, { recursive: true, force: true });
        await mkdir(directory, { recursive: true });
        await this.#install(directory, python, lock);
        await writeFile(complete, '');
      });
    }
    return { key, directory };
  }

  /** Those that were made for this interpreter; a lock file that equals an environment's `requirements.txt` needs no other. */
  async made(python: Python): Promise<readonly PythonEnvironment[]> {
    const keys = await readdir(this.folder).catch(() => []);
    const made = keys.map(async (key): Promise<readonly PythonEnvironment[]> => {
      const directory = this.directory(key);
      if (!existsSync(join(directory, COMPLETE))) return [];
      const lock = await readFile(join(directory, 'requirements.txt'));
      return environmentKey(lock, python) === key ? [{ key, directory }] : [];
    });
    return (await Promise.all(made)).flat();
  }

  /** Ends installations that are under way; what they have made is not used. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#installations].map((one) => one.close()));
  }

  async #install(directory: string, python: Python, lock: Uint8Array): Promise<void> {
    const installation = await PythonInstallation.open(this.#enclosures, directory, python);
    this.#installations.add(installation);
    try {
      if (this.#closed) throw new Error('The rehearsal has ended.');
      await installation.install(lock);
    } finally {
      this.#installations.delete(installation);
      await installation.close();
    }
  }
}

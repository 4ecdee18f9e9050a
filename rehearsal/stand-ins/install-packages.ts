import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pythonEnvironment } from '../builder/python-environments.ts';

/** Program behind the `pip` that a job of a rehearsal sees: prints the directory of the environment of a lock file.
 *  Arguments: cache, interpreter, its version, working directory, lock file. */
const [cache = '', program = '', version = '', directory = '', file = ''] = process.argv.slice(2);
try {
  const lock = await readFile(resolve(directory, file));
  const environment = await pythonEnvironment(cache, { program, version }, lock);
  process.stdout.write(`${environment.directory}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

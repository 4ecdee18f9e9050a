import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { isOfVersion } from '../../domain/runtime-version.ts';

const run = promisify(execFile);

/** A Python interpreter of this machine. */
export interface Python {
  /** The program itself, behind any wrapper on PATH. */
  readonly program: string;
  readonly version: string;
}

/** Variables by which this machine tells Python and pip where packages come from and whom to trust. Jobs and containers of the
 *  rehearsal do not get them; only the installation of locked packages does. */
const MACHINE =
  /^(PATH|HOME|LANG|LC_\w+|TMPDIR|PIP_\w+|PYENV_\w+|SSL_CERT_\w+|REQUESTS_CA_BUNDLE|(https?|no|all)_proxy)$/i;

export const machineEnvironment = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]): [string, string][] =>
      value !== undefined && MACHINE.test(name) ? [[name, value]] : [],
    ),
  );

const searches = new Map<string, Promise<Python>>();

/** The interpreter of the wanted version where the machine has it, else its default one. Looked for once, because wrappers on PATH
 *  take long to tell. @throws when the machine has none. */
export function findPython(wanted: string): Promise<Python> {
  const key = JSON.stringify([wanted, machineEnvironment()]);
  const known = searches.get(key) ?? search(wanted);
  searches.set(key, known);
  known.catch(() => searches.delete(key));
  return known;
}

async function search(wanted: string): Promise<Python> {
  const found: Python[] = [];
  for (const name of [`python${wanted}`, 'python3', 'python']) {
    try {
      const script =
        'import sys, platform; print(getattr(sys, "_base_executable", sys.executable)); print(platform.python_version())';
      // pyenv's wrappers start the version that this names; without pyenv it means nothing.
      const env = { ...machineEnvironment(), ...(name === `python${wanted}` ? { PYENV_VERSION: wanted } : {}) };
      const { stdout } = await run(name, ['-c', script], { env });
      const [program = '', version = ''] = stdout.trim().split('\n');
      if (isOfVersion(version, wanted)) return { program, version };
      if (version.startsWith('3.')) found.push({ program, version });
    } catch {} // Not there, or a wrapper without that version behind it: the next name may do.
  }
  const [first] = found;
  if (first === undefined) {
    throw new Error(
      `No Python 3 was found on PATH (tried python${wanted}, python3 and python), and a service of this delivery is written in it. Install Python ${wanted}.`,
    );
  }
  return first;
}
